package io.savehandler;

import java.time.Duration;
import java.util.Objects;

/**
 * The attributes of the session cookie: PHP's {@code session.name} and {@code session.cookie_*}. Immutable;
 * {@link #defaults()} and {@link #builder()} make one.
 *
 * <p>Safer than PHP's built-in defaults: {@code HttpOnly} and {@code SameSite=Lax} are on, and {@code Secure} is on
 * where the request came by HTTPS.
 */
public final class CookieSettings {
    private static final CookieSettings DEFAULTS = builder().build();

    private final String name;
    private final Duration lifetime;
    private final String path;
    private final String domain;
    private final Secure secure;
    private final boolean httpOnly;
    private final String sameSite;
    private final boolean partitioned;

    private CookieSettings(Builder builder) {
        this.name = builder.name;
        this.lifetime = builder.lifetime;
        this.path = builder.path;
        this.domain = builder.domain;
        this.secure = builder.secure;
        this.httpOnly = builder.httpOnly;
        this.sameSite = builder.sameSite;
        this.partitioned = builder.partitioned;
    }

    /** A browser-session cookie {@code PHPSESSID} for the whole site. */
    public static CookieSettings defaults() {
        return DEFAULTS;
    }

    /** A builder that starts with {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** The cookie's name, PHP's {@code session.name}; {@code PHPSESSID} by default. */
    public String name() {
        return name;
    }

    /** How long the browser keeps the cookie, in whole seconds; zero means until it is closed. */
    public Duration lifetime() {
        return lifetime;
    }

    /** The {@code path} attribute, {@code /} by default; empty leaves it out. */
    public String path() {
        return path;
    }

    /** The {@code domain} attribute; empty, the default, leaves it out. */
    public String domain() {
        return domain;
    }

    /** When the {@code secure} attribute is set. */
    public Secure secure() {
        return secure;
    }

    /** Whether scripts in the page cannot see the cookie; true by default. */
    public boolean httpOnly() {
        return httpOnly;
    }

    /** The {@code SameSite} attribute, {@code Lax} by default; empty leaves it out. */
    public String sameSite() {
        return sameSite;
    }

    /** Whether the browser keeps the cookie apart for each site that embeds this one; false by default. PHP 8.5 has it too. */
    public boolean partitioned() {
        return partitioned;
    }

    /** When a cookie is marked {@code secure}. */
    public enum Secure {
        /** Always: the browser never sends it over plain HTTP. PHP's {@code 1}. */
        ALWAYS,
        /** Never. PHP's {@code 0}. */
        NEVER,
        /** Whenever the request came by HTTPS; {@code auto}, the default. */
        WHEN_REQUEST_IS
    }

    /** Builds {@link CookieSettings}. Not thread-safe. */
    public static final class Builder {
        private static final String FORBIDDEN_IN_NAME = "=,;.[ \t\r\n\013\014";

        private String name = "PHPSESSID";
        private Duration lifetime = Duration.ZERO;
        private String path = "/";
        private String domain = "";
        private Secure secure = Secure.WHEN_REQUEST_IS;
        private boolean httpOnly = true;
        private String sameSite = "Lax";
        private boolean partitioned;

        private Builder() {}

        /**
         * Sets {@link CookieSettings#name()}.
         *
         * @throws SessionConfigurationException if PHP would not take the name: empty, numeric, or with one of {@code
         *     =,;.[} or white space
         */
        public Builder name(String name) {
            if (name.isEmpty() || isNumeric(name) || !isToken(name)) {
                throw new SessionConfigurationException(
                        "session.name",
                        "\"" + name
                                + "\" cannot be a cookie's name; use letters, digits, '-' and '_', not only digits");
            }
            this.name = name;
            return this;
        }

        /**
         * Sets {@link CookieSettings#lifetime()}.
         *
         * @throws SessionConfigurationException if negative
         */
        public Builder lifetime(Duration lifetime) {
            if (lifetime.isNegative()) {
                throw new SessionConfigurationException(
                        "session.cookie_lifetime", "must be 0 (until the browser closes) or more seconds");
            }
            this.lifetime = lifetime;
            return this;
        }

        /**
         * Sets {@link CookieSettings#path()}.
         *
         * @throws SessionConfigurationException if it could break out of the header
         */
        public Builder path(String path) {
            this.path = checkAttribute("session.cookie_path", path);
            return this;
        }

        /**
         * Sets {@link CookieSettings#domain()}.
         *
         * @throws SessionConfigurationException if it could break out of the header
         */
        public Builder domain(String domain) {
            this.domain = checkAttribute("session.cookie_domain", domain);
            return this;
        }

        /** Sets {@link CookieSettings#secure()}. */
        public Builder secure(Secure secure) {
            this.secure = Objects.requireNonNull(secure, "secure");
            return this;
        }

        /** Sets {@link CookieSettings#httpOnly()}. */
        public Builder httpOnly(boolean httpOnly) {
            this.httpOnly = httpOnly;
            return this;
        }

        /**
         * Sets {@link CookieSettings#sameSite()}.
         *
         * @throws SessionConfigurationException if it is none of {@code Lax}, {@code Strict}, {@code None} and empty
         */
        public Builder sameSite(String sameSite) {
            for (String known : new String[] {"", "Lax", "Strict", "None"}) {
                if (known.equalsIgnoreCase(sameSite)) {
                    this.sameSite = known;
                    return this;
                }
            }
            throw new SessionConfigurationException(
                    "session.cookie_samesite", "\"" + sameSite + "\" is none of Lax, Strict, None and empty");
        }

        /** Sets {@link CookieSettings#partitioned()}. */
        public Builder partitioned(boolean partitioned) {
            this.partitioned = partitioned;
            return this;
        }

        /**
         * Returns settings with what was set so far. Where browsers take no other cookie, because it is {@code Partitioned} or
         * named {@code __Host-…} or {@code __Secure-…}, {@link Secure#WHEN_REQUEST_IS} becomes {@link Secure#ALWAYS}.
         *
         * @throws SessionConfigurationException if browsers would refuse the cookie: such a one with {@link Secure#NEVER}, or a
         *     name {@code __Host-…} with another path than {@code /} or with a domain
         */
        public CookieSettings build() {
            if (name.startsWith("__Host-") && !(path.equals("/") && domain.isEmpty())) {
                throw new SessionConfigurationException(
                        "session.name",
                        "\"__Host-\" cookies need session.cookie_path=/ and an empty session.cookie_domain");
            }
            if (partitioned || name.startsWith("__Host-") || name.startsWith("__Secure-")) {
                requireSecure();
            }
            return new CookieSettings(this);
        }

        private void requireSecure() {
            if (secure == Secure.NEVER) {
                throw new SessionConfigurationException(
                        "session.cookie_secure",
                        "must not be off: browsers refuse a cookie that is partitioned, or has such a name, unless it is"
                                + " Secure");
            }
            secure = Secure.ALWAYS;
        }

        private static boolean isNumeric(String name) {
            return name.matches("\\s*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*");
        }

        private static boolean isToken(String name) {
            return name.chars().allMatch(c -> c > ' ' && c < 0x7f && FORBIDDEN_IN_NAME.indexOf(c) < 0);
        }

        private static String checkAttribute(String setting, String value) {
            if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != ';' && c != ',')) {
                throw new SessionConfigurationException(
                        setting, "must be printable ASCII without ';' and ','; it would break the Set-Cookie header");
            }
            return value;
        }
    }
}
