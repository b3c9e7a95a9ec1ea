package io.savehandler;

/** A setting has a value that cannot be used, or a name that nobody knows. */
public final class SessionConfigurationException extends SessionException {
    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * Creates the error.
     *
     * @param setting the setting's name, as its user spells it
     * @param problem what is wrong with it (with the value, where that is no secret) and what is accepted instead
     */
    public SessionConfigurationException(String setting, String problem) {
        super(setting + ": " + problem);
        this.setting = setting;
    }

    /** The name of the setting. */
    public String setting() {
        return setting;
    }
}
