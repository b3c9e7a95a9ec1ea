package io.savehandler.servers;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs a real PHP. Without one it is skipped with a reason, or fails where the environment variable
 * {@code SAVEHANDLER_SERVERS_REQUIRED} is {@code true}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(PhpCondition.class)
public @interface RequiresPhp {
    /** Names of PHP extensions that it needs as well, for example {@code igbinary}. */
    String[] extensions() default {};
}
