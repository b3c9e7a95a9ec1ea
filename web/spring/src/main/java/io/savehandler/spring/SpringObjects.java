package io.savehandler.spring;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import io.savehandler.servlet.AttributeCodec;
import io.savehandler.servlet.AttributeCodecs;
import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.util.ClassUtils;

/**
 * Stores what Spring itself keeps in sessions: the log-in, the request that it interrupted, its failure, CSRF tokens, and
 * flash attributes. Java's serialization behind a list of Spring's and the JDK's classes that hold nothing but data, and of
 * those that the application allows. PHP sees an array, with the name of who has logged in.
 */
final class SpringObjects implements AttributeCodec {
    static final String PRINCIPAL = "principal";
    private static final String OBJECT = "java";
    private static final String FLASH_MAP = "org.springframework.web.servlet.FlashMap";
    private static final List<String> ALLOWED = List.of(
            "org.springframework.security.core.*",
            "org.springframework.security.core.authority.*",
            "org.springframework.security.core.context.*",
            "org.springframework.security.core.userdetails.*",
            "org.springframework.security.authentication.*",
            "org.springframework.security.web.authentication.*",
            "org.springframework.security.web.csrf.*",
            "org.springframework.security.web.savedrequest.*",
            FLASH_MAP,
            "org.springframework.util.LinkedMultiValueMap",
            "org.springframework.util.MultiValueMapAdapter",
            "java.lang.String",
            "java.lang.String$CaseInsensitiveComparator",
            "java.lang.Number",
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.lang.Throwable",
            "java.lang.Exception",
            "java.lang.RuntimeException",
            "java.lang.StackTraceElement",
            "java.time.*",
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.TreeSet",
            "java.util.TreeMap",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.Map$Entry",
            "java.util.Locale",
            "java.util.Date",
            "java.util.CollSer",
            "java.util.ImmutableCollections$*",
            "java.util.Arrays$ArrayList",
            "java.util.Collections$Empty*",
            "java.util.Collections$Singleton*",
            "java.util.Collections$Unmodifiable*");

    private final AttributeCodec serialized;
    private final boolean knowsSecurity;

    /**
     * @param application patterns of classes that the application allows besides, as an {@link ObjectInputFilter} takes them
     * @param classes where they are
     */
    SpringObjects(List<String> application, ClassLoader classes) {
        String patterns = Stream.concat(ALLOWED.stream(), application.stream()).collect(Collectors.joining(";"));
        this.serialized =
                AttributeCodecs.serialized("spring", ObjectInputFilter.Config.createFilter(patterns), classes);
        this.knowsSecurity = ClassUtils.isPresent("org.springframework.security.core.context.SecurityContext", classes);
    }

    @Override
    public String name() {
        return serialized.name();
    }

    @Override
    public boolean accepts(Object value) {
        String type = value.getClass().getName();
        return (type.startsWith("org.springframework.security.") || type.equals(FLASH_MAP) || isLogin(value))
                && serialized.accepts(value);
    }

    @Override
    public PhpValue encode(Object value) {
        PhpArray.Builder array = PhpArray.builder();
        if (knowsSecurity) {
            Login.forgetPassword(value);
            Login.principal(value).ifPresent(name -> array.put(PRINCIPAL, PhpString.of(name)));
        }
        return array.put(OBJECT, serialized.encode(value)).build();
    }

    @Override
    public Object decode(PhpValue stored) {
        return serialized.decode(stored.asArray().get(OBJECT));
    }

    /** Spring sets them again when it has changed them. */
    @Override
    public boolean canChange() {
        return false;
    }

    private boolean isLogin(Object value) {
        return knowsSecurity && Login.is(value);
    }

    /** Loaded where Spring Security is there. */
    private static final class Login {
        static boolean is(Object value) {
            return value instanceof SecurityContext;
        }

        static Optional<String> principal(Object value) {
            return value instanceof SecurityContext context
                    ? Optional.ofNullable(context.getAuthentication())
                            .map(Authentication::getName)
                            .filter(name -> !name.isEmpty())
                    : Optional.empty();
        }

        /** A failed log-in still has what was typed. */
        static void forgetPassword(Object value) {
            if (value instanceof AuthenticationException failure
                    && failure.getAuthenticationRequest() instanceof CredentialsContainer typed) {
                typed.eraseCredentials();
            }
        }
    }
}
