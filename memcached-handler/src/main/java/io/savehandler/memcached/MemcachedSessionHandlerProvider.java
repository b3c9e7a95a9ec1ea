package io.savehandler.memcached;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings {@code session.save_handler = memcached}, with the settings of PHP's extension of that name. */
public final class MemcachedSessionHandlerProvider implements SessionHandlerProvider {
    static final String COMMAND_TIMEOUT = "savehandler.memcached.command_timeout";
    static final String CONNECT_TIMEOUT = "savehandler.memcached.connect_timeout";
    static final String MAX_ITEM_BYTES = "savehandler.memcached.max_item_bytes";
    static final String EARLY_REFRESH = "savehandler.memcached.early_refresh";

    private static final String LOCKING = "memcached.sess_locking";
    private static final String LOCK_EXPIRE = "memcached.sess_lock_expire";
    private static final String LOCK_RETRIES = "memcached.sess_lock_retries";
    private static final String LOCK_WAIT_MIN = "memcached.sess_lock_wait_min";
    private static final String LOCK_WAIT_MAX = "memcached.sess_lock_wait_max";
    private static final String PREFIX = "memcached.sess_prefix";
    private static final String BINARY = "memcached.sess_binary_protocol";
    private static final String CONSISTENT = "memcached.sess_consistent_hash";
    private static final String CONSISTENT_TYPE = "memcached.sess_consistent_hash_type";
    private static final String REPLICAS = "memcached.sess_number_of_replicas";
    private static final String PHP_CONNECT_TIMEOUT = "memcached.sess_connect_timeout";
    private static final String USER = "memcached.sess_sasl_username";
    private static final String PASSWORD = "memcached.sess_sasl_password";

    /** Accepted, and without a meaning here. */
    private static final Set<String> MEANINGLESS = Set.of(
            "memcached.sess_persistent",
            "memcached.sess_randomize_replica_read",
            "memcached.sess_remove_failed_servers",
            "memcached.sess_remove_failed",
            "memcached.sess_server_failure_limit",
            "memcached.sess_lock_wait",
            "memcached.sess_lock_max_wait");

    private static final Duration PHP_WAIT = Duration.ofMillis(150);

    /** For {@link java.util.ServiceLoader}. */
    public MemcachedSessionHandlerProvider() {}

    @Override
    public String name() {
        return "memcached";
    }

    /** The extension's {@code memcached.sess_*}, and more under {@code savehandler.memcached.*}. */
    @Override
    public Set<String> settings() {
        return SettingNames.of(
                MEANINGLESS,
                LOCKING,
                LOCK_EXPIRE,
                LOCK_RETRIES,
                LOCK_WAIT_MIN,
                LOCK_WAIT_MAX,
                PREFIX,
                BINARY,
                CONSISTENT,
                CONSISTENT_TYPE,
                REPLICAS,
                PHP_CONNECT_TIMEOUT,
                USER,
                PASSWORD,
                COMMAND_TIMEOUT,
                CONNECT_TIMEOUT,
                MAX_ITEM_BYTES,
                EARLY_REFRESH);
    }

    @Override
    public SessionHandlerFactory create(SessionConfig config) {
        HandlerSettings php = new HandlerSettings(config);
        MemcachedSessionHandlerFactoryBuilder builder = MemcachedSessionHandlerFactory.builder()
                .savePath(config.savePath())
                .settings(settings(php))
                .distribution(distribution(php));
        php.text(PREFIX).ifPresent(builder::prefix);
        php.number(REPLICAS).ifPresent(builder::replicas);
        return builder.build();
    }

    private static Distribution distribution(HandlerSettings php) {
        Optional<String> type = php.oneOf(CONSISTENT_TYPE, List.of("ketama", "ketama_weighted"));
        if (!php.flag(CONSISTENT).orElse(true)) {
            return Distribution.MODULA;
        }
        return type.filter("ketama_weighted"::equals).isPresent() ? Distribution.KETAMA_WEIGHTED : Distribution.KETAMA;
    }

    private static MemcachedSettings settings(HandlerSettings php) {
        MemcachedSettings.Builder settings = MemcachedSettings.builder();
        php.millis(PHP_CONNECT_TIMEOUT).ifPresent(settings::connectTimeout);
        common(php, settings);
        php.flag(LOCKING).ifPresent(settings::locking);
        php.seconds(LOCK_EXPIRE).ifPresent(settings::lockExpire);
        php.number(LOCK_RETRIES).ifPresent(settings::lockRetries);
        Optional<Duration> min = php.millis(LOCK_WAIT_MIN);
        Optional<Duration> max = php.millis(LOCK_WAIT_MAX);
        if (min.isPresent() || max.isPresent()) {
            Duration least = min.orElse(PHP_WAIT);
            settings.lockWait(
                    least, max.filter(most -> most.compareTo(least) > 0).orElse(least));
        }
        php.flag(BINARY).filter(on -> on).ifPresent(on -> settings.protocol(MemcachedProtocol.BINARY));
        logIn(php, settings);
        return settings.build();
    }

    /** What both handlers have. */
    static void common(HandlerSettings php, MemcachedSettings.Builder settings) {
        php.millis(CONNECT_TIMEOUT).ifPresent(settings::connectTimeout);
        php.millis(COMMAND_TIMEOUT).ifPresent(settings::commandTimeout);
        php.number(MAX_ITEM_BYTES).ifPresent(settings::maxItemBytes);
        php.flag(EARLY_REFRESH).ifPresent(settings::earlyRefresh);
    }

    private static void logIn(HandlerSettings php, MemcachedSettings.Builder settings) {
        Optional<String> user = php.text(USER).filter(text -> !text.isEmpty());
        Optional<String> password = php.text(PASSWORD).filter(text -> !text.isEmpty());
        if (user.isPresent() != password.isPresent()) {
            throw new SessionConfigurationException(USER, "and " + PASSWORD + " go together; one of them is missing");
        }
        user.ifPresent(name -> settings.login(name, password.orElseThrow()));
    }
}
