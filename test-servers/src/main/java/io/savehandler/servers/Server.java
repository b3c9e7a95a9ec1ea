package io.savehandler.servers;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A kind of server that a test may need. */
public enum Server {
    /** PHP, for its command line and its own web server; see {@link RequiresPhp} for its extensions. */
    PHP("PHP", "php-cli", List.of()) {
        @Override
        Optional<String> missing() {
            return RealPhp.find().isPresent()
                    ? Optional.empty()
                    : Optional.of("PHP (no php on the PATH, and SAVEHANDLER_PHP is not set; Debian package php-cli)");
        }
    },

    /** Redis: one server, under Sentinel, or as a cluster. */
    REDIS("Redis", "redis-server", List.of("redis-server", "redis-cli")),

    /** Memcached. */
    MEMCACHED("Memcached", "memcached", List.of("memcached")),

    /** What makes the users of a Memcached that wants them to log in. */
    SASL("SASL", "sasl2-bin", List.of("saslpasswd2")),

    /** MariaDB. */
    MARIADB("MariaDB", "mariadb-server", List.of("mariadbd", "mariadb-install-db")),

    /** PostgreSQL. */
    POSTGRESQL("PostgreSQL", "postgresql", List.of("postgres", "initdb"));

    private final String title;
    private final String debianPackage;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> programs;

    Server(String title, String debianPackage, List<String> programs) {
        this.title = title;
        this.debianPackage = debianPackage;
        this.programs = programs;
    }

    /** What this machine lacks, in words, or nothing. */
    Optional<String> missing() {
        return missing(program -> Executables.find(program).isPresent());
    }

    Optional<String> missing(Predicate<String> isThere) {
        List<String> absent = programs.stream().filter(isThere.negate()).collect(Collectors.toList());
        return absent.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        title + " (no " + String.join(", no ", absent) + "; Debian package " + debianPackage + ")");
    }
}
