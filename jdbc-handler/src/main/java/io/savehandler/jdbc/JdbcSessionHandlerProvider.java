package io.savehandler.jdbc;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Brings {@code session.save_handler = jdbc}, whose save path is a JDBC URL or one in Symfony's forms. */
public final class JdbcSessionHandlerProvider implements SessionHandlerProvider {
    private static final String PREFIX = "savehandler.jdbc.";
    private static final String USER = PREFIX + "user";
    private static final String PASSWORD = PREFIX + "password";
    private static final String TABLE = PREFIX + "table";
    private static final String ID_COLUMN = PREFIX + "id_column";
    private static final String DATA_COLUMN = PREFIX + "data_column";
    private static final String LIFETIME_COLUMN = PREFIX + "lifetime_column";
    private static final String TIME_COLUMN = PREFIX + "time_column";
    private static final String OWNER_COLUMN = PREFIX + "owner_column";
    private static final String LOCK_MODE = PREFIX + "lock_mode";
    private static final String CLOCK = PREFIX + "clock";
    private static final String POOL_SIZE = PREFIX + "pool_size";
    private static final String CREATE_TABLE = PREFIX + "create_table";

    /** For {@link java.util.ServiceLoader}. */
    public JdbcSessionHandlerProvider() {}

    @Override
    public String name() {
        return "jdbc";
    }

    /** The login, the names of the table and its columns, {@code lock_mode}, {@code clock} and more. */
    @Override
    public Set<String> settings() {
        return Set.of(
                USER,
                PASSWORD,
                TABLE,
                ID_COLUMN,
                DATA_COLUMN,
                LIFETIME_COLUMN,
                TIME_COLUMN,
                OWNER_COLUMN,
                LOCK_MODE,
                CLOCK,
                POOL_SIZE,
                CREATE_TABLE);
    }

    /** Connects only if {@code savehandler.jdbc.create_table} is on: then the table is there afterwards. */
    @Override
    public SessionHandlerFactory create(SessionConfig config) {
        JdbcSessionHandlerFactoryBuilder builder =
                JdbcSessionHandlerFactory.builder().savePath(config.savePath()).settings(settings(config));
        config.handlerSetting(USER)
                .ifPresent(user ->
                        builder.login(user, config.handlerSetting(PASSWORD).orElse("")));
        JdbcSessionHandlerFactory factory = builder.build();
        try {
            if (config.handlerSetting(CREATE_TABLE).filter(text -> isOn(text)).isPresent()) {
                factory.createTable();
            }
            return factory;
        } catch (RuntimeException e) {
            factory.close();
            throw e;
        }
    }

    private static JdbcSettings settings(SessionConfig config) {
        JdbcSettings.Builder settings = JdbcSettings.builder();
        config.handlerSetting(TABLE).ifPresent(settings::table);
        config.handlerSetting(ID_COLUMN).ifPresent(settings::idColumn);
        config.handlerSetting(DATA_COLUMN).ifPresent(settings::dataColumn);
        config.handlerSetting(LIFETIME_COLUMN).ifPresent(settings::lifetimeColumn);
        config.handlerSetting(TIME_COLUMN).ifPresent(settings::timeColumn);
        config.handlerSetting(OWNER_COLUMN).ifPresent(settings::ownerColumn);
        choice(config, LOCK_MODE, JdbcLockMode.class).ifPresent(settings::lockMode);
        choice(config, CLOCK, SqlClock.class).ifPresent(settings::clock);
        config.handlerSetting(POOL_SIZE).ifPresent(text -> settings.poolSize(number(text)));
        return settings.build();
    }

    private static <E extends Enum<E>> Optional<E> choice(SessionConfig config, String name, Class<E> type) {
        return config.handlerSetting(name).map(text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text.strip())) {
                    return constant;
                }
            }
            throw new SessionConfigurationException(
                    name,
                    "\"" + text + "\" is not accepted; it takes one of "
                            + String.join(
                                    ", ",
                                    Set.of(type.getEnumConstants()).stream()
                                            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                            .sorted()
                                            .toList()));
        });
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new SessionConfigurationException(POOL_SIZE, "takes a whole number, not \"" + text + "\"");
        }
    }

    private static boolean isOn(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "on", "yes", "true" -> true;
            case "0", "off", "no", "false", "none", "" -> false;
            default ->
                throw new SessionConfigurationException(
                        CREATE_TABLE, "\"" + text + "\" is not accepted; it takes On or Off (1 or 0)");
        };
    }
}
