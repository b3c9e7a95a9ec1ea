package io.savehandler.servers;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs real servers. Where one of them is not installed it is skipped with a reason, or fails where the
 * environment variable {@code SAVEHANDLER_SERVERS_REQUIRED} is {@code true}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(ServersCondition.class)
public @interface RequiresServers {
    /** All that it needs. */
    Server[] value();
}
