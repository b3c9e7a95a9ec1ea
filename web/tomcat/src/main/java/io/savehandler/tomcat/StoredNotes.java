package io.savehandler.tomcat;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import io.savehandler.servlet.ContainerRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.catalina.realm.GenericPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat itself keeps in a session and another node must know: who has logged in, and the request that a log-in by form has
 * interrupted; in {@code $_SESSION['_container']}. Passwords are not among it.
 */
final class StoredNotes {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.tomcat");
    private static final String AUTH_TYPE = "auth_type";
    private static final String USER = "user";
    private static final String ROLES = "roles";
    private static final String SESSION_ID = "session_id";
    private static final String REQUEST = "request";

    private final ContainerRequest request;

    StoredNotes(ContainerRequest request) {
        this.request = request;
    }

    /** Whether a note of Tomcat's is one that is stored. */
    boolean has(String name) {
        return name.equals(Constants.SESSION_ID_NOTE) || name.equals(Constants.FORM_REQUEST_NOTE);
    }

    @Nullable Object get(String name) {
        if (name.equals(Constants.SESSION_ID_NOTE)) {
            return text(SESSION_ID);
        }
        return noted(REQUEST) instanceof PhpArray saved ? SavedRequests.decode(saved) : null;
    }

    void set(String name, @Nullable Object value) {
        if (name.equals(Constants.SESSION_ID_NOTE)) {
            note(SESSION_ID, value == null ? PhpNull.NULL : PhpValue.of(value.toString()));
        } else {
            note(REQUEST, value instanceof SavedRequest saved ? SavedRequests.encode(saved) : PhpNull.NULL);
        }
    }

    @Nullable String authType() {
        return text(AUTH_TYPE);
    }

    void setAuthType(@Nullable String authType) {
        note(AUTH_TYPE, authType == null ? PhpNull.NULL : PhpValue.of(authType));
    }

    @Nullable Principal principal() {
        String user = text(USER);
        if (user == null) {
            return null;
        }
        List<String> roles = new ArrayList<>();
        if (noted(ROLES) instanceof PhpArray stored) {
            for (int i = 0; i < stored.size(); i++) {
                roles.add(stored.elementAt(i).toText(""));
            }
        }
        return new GenericPrincipal(user, roles);
    }

    void setPrincipal(@Nullable Principal principal) {
        if (principal instanceof GenericPrincipal user) {
            note(USER, PhpValue.of(user.getName()));
            note(ROLES, PhpValue.of(List.of(user.getRoles())));
            return;
        }
        if (principal != null) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The log-in is good for one request: a "
                            + principal.getClass().getName() + " cannot be stored, only what is a GenericPrincipal");
        }
        note(USER, PhpNull.NULL);
        note(ROLES, PhpNull.NULL);
    }

    private @Nullable String text(String name) {
        return noted(name) instanceof PhpString text ? text.toText("") : null;
    }

    private PhpValue noted(String name) {
        return request.note(name);
    }

    private void note(String name, PhpValue value) {
        if (!noted(name).equals(value)) {
            request.note(name, value);
        }
    }
}
