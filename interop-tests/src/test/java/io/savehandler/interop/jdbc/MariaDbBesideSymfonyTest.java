package io.savehandler.interop.jdbc;

import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("once")
@RequiresPhp(extensions = "pdo_mysql")
@RequiresServers(Server.MARIADB)
class MariaDbBesideSymfonyTest extends BesideSymfony {
    @Override
    SymfonyTable newTable(Path directory) {
        return SymfonyTable.inMariaDb(directory);
    }
}
