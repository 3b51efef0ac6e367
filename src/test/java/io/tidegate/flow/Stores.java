package io.tidegate.flow;

/** Everything durable that the loop writes to or reads from; all of it joins the transactions of {@code transactions}. */
public record Stores(
        Inbox inbox,
        Changes changes,
        Environments environments,
        Repositories repositories,
        Effects effects,
        Audit audit,
        Transactions transactions,
        ExternalObjects objects,
        RunPlaces places,
        Claims claims,
        OrganizationFiles files) {
    public Stores with(Inbox other) {
        return new Stores(
                other,
                changes,
                environments,
                repositories,
                effects,
                audit,
                transactions,
                objects,
                places,
                claims,
                files);
    }

    public Stores with(Effects other) {
        return new Stores(
                inbox, changes, environments, repositories, other, audit, transactions, objects, places, claims, files);
    }

    public Stores with(Transactions other) {
        return new Stores(
                inbox, changes, environments, repositories, effects, audit, other, objects, places, claims, files);
    }

    Ports ports() {
        return new Ports(inbox, changes, environments, repositories, effects, audit, transactions);
    }
}
