package io.savehandler.jdbc;

import io.savehandler.SessionConfigurationException;
import java.util.regex.Pattern;

/** The names of tables and columns that can be chosen: letters, digits and underscores, so that none needs escaping. */
final class SqlName {
    private static final String PART = "[A-Za-z_][A-Za-z0-9_]{0,62}";
    private static final Pattern COLUMN = Pattern.compile(PART);
    private static final Pattern TABLE = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    private SqlName() {}

    /** @throws SessionConfigurationException if it is no name of a column */
    static String column(String setting, String name) {
        return matching(COLUMN, setting, name, "");
    }

    /** @throws SessionConfigurationException if it is no name of a table, with or without a schema */
    static String table(String setting, String name) {
        return matching(TABLE, setting, name, ", with a schema and a dot before it if need be");
    }

    private static String matching(Pattern pattern, String setting, String name, String more) {
        if (!pattern.matcher(name).matches()) {
            throw new SessionConfigurationException(
                    setting,
                    "\"" + name
                            + "\" is not accepted; it takes a name of at most 63 letters, digits and underscores that"
                            + " does not begin with a digit" + more);
        }
        return name;
    }
}
