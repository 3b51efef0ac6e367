package io.tidegate.change;

/**
 * (head, base, tree) of a pull request at one push.
 *
 * @param number counts the revisions of this pull request from 1
 * @param commit whose tree is planned and uploaded
 */
public record Revision(int number, String head, String base, String commit, Source source) {
    public enum Source {
        /** The merge commit that GitHub offers, with exactly (base, head) as its parents. */
        MERGE_COMMIT,
        /** The head, whose ancestor the base is: its tree is what a merge would give. */
        HEAD,
        /** The head, with the base moved on since: it can be planned but not applied until the author updates the branch. */
        HEAD_BEHIND_BASE
    }

    public boolean appliable() {
        return source != Source.HEAD_BEHIND_BASE;
    }

    public boolean sameTree(String head, String base, String commit) {
        return this.head.equals(head) && this.base.equals(base) && this.commit.equals(commit);
    }
}
