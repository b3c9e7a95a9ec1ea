package io.savehandler.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class RequiresServersTest {
    @Test
    void saysWhatIsMissing() {
        assertThat(Server.REDIS.missing(program -> program.equals("redis-cli")))
                .contains("Redis (no redis-server; Debian package redis-server)");
        assertThat(Server.POSTGRESQL.missing(program -> false))
                .contains("PostgreSQL (no postgres, no initdb; Debian package postgresql)");
        assertThat(Server.MARIADB.missing(program -> true)).isEmpty();
    }

    @Test
    void findsAProgramAndNothingElse() {
        assertThat(Executables.find("sh")).isPresent();
        assertThat(Executables.find("no-such-program")).isEmpty();
        assertThat(Executables.find("")).isEmpty();
    }

    @Test
    @RequiresServers({Server.REDIS, Server.MEMCACHED})
    void runsWhereAllAreThere() {
        assertThat(ServersCondition.missing(Server.REDIS, Server.MEMCACHED)).isEmpty();
    }
}
