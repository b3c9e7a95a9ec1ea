package io.savehandler.spring;

import io.savehandler.Session;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpValue;
import org.jspecify.annotations.Nullable;

/** Whose a session is: the name of who has logged in with Spring Security, or what the application has noted. */
public final class SessionPrincipal {
    /** The attribute that Spring Session reads the name from first. */
    static final String NAME_ATTRIBUTE =
            "org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME";
    /** The attribute that Spring Security keeps the log-in in. */
    static final String CONTEXT_ATTRIBUTE = "SPRING_SECURITY_CONTEXT";

    private SessionPrincipal() {}

    /**
     * The name, for {@link io.savehandler.SessionsBuilder#ownerOf} of an application that builds its own {@code Sessions}.
     *
     * @param session any session
     * @return null where nobody has logged in
     */
    public static @Nullable String of(Session session) {
        String noted = text(session.get(NAME_ATTRIBUTE));
        if (noted != null) {
            return noted;
        }
        return session.get(CONTEXT_ATTRIBUTE).dereferenced() instanceof PhpArray context
                ? text(context.get(SpringObjects.PRINCIPAL))
                : null;
    }

    private static @Nullable String text(PhpValue value) {
        try {
            String text = value.toText("");
            return text.isEmpty() ? null : text;
        } catch (PhpConversionException e) {
            // Not a name, whatever PHP has put there.
            return null;
        }
    }
}
