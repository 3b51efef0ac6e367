package io.tidegate.environment;

/**
 * A GitHub repository with the installation through which Tidegate reaches it. Equality of meaning is by {@code id}:
 * owner and name change on renames and transfers.
 *
 * @param id GitHub's numeric repository id
 * @param installation GitHub's numeric installation id
 */
public record Repository(long id, String owner, String name, long installation) {
    public String fullName() {
        return owner + "/" + name;
    }
}
