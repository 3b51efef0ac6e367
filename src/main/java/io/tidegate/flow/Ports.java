package io.tidegate.flow;

/** What both workers write through; all of it joins the transactions of {@code transactions}. */
record Ports(
        Inbox inbox,
        Changes changes,
        Environments environments,
        Repositories repositories,
        Effects effects,
        Audit audit,
        Transactions transactions) {}
