package io.tidegate.environment;

/**
 * What a reader of somebody else's code looks at first, because a plan or an apply runs it with the workspace's
 * credentials. Help for the reader, never a gate: code can do harm without any of these.
 */
public enum Notable {
    LOCK_FILE("which providers are installed"),
    PROVIDER_SOURCES("where providers come from"),
    PROVIDER_SETTINGS("settings of a provider"),
    MODULE_SOURCES("modules from elsewhere"),
    EXTERNAL_DATA("`external` data: the plan starts a program"),
    HTTP_DATA("`http` data: the plan sends a request"),
    PROVISIONERS("provisioners: the apply starts commands"),
    IGNORE_FILE("what is not uploaded"),
    LINK("a symbolic link"),
    UNREAD("it could not be read");

    private final String words;

    Notable(String words) {
        this.words = words;
    }

    /** For people, as a clause; backticks mark code. */
    public String words() {
        return words;
    }
}
