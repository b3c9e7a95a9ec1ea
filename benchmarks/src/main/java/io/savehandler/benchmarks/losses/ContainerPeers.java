package io.savehandler.benchmarks.losses;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.session.DataSourceStore;
import org.apache.catalina.session.FileStore;
import org.apache.catalina.session.PersistentManager;
import org.apache.catalina.session.StoreBase;
import org.apache.catalina.valves.PersistentValve;
import org.eclipse.jetty.session.AbstractSessionCacheFactory;
import org.eclipse.jetty.session.DatabaseAdaptor;
import org.eclipse.jetty.session.DefaultSessionCacheFactory;
import org.eclipse.jetty.session.JDBCSessionDataStoreFactory;
import org.eclipse.jetty.session.NullSessionCacheFactory;

/** The stores that Tomcat and Jetty come with. */
final class ContainerPeers {
    private ContainerPeers() {}

    static LossesPeer jettyWithoutCache(DataSource database) {
        return new LossesPeer(
                "Jetty 12.1, JDBC store, NullSessionCache", work -> jetty(database, new NullSessionCacheFactory()));
    }

    static LossesPeer jettyWithCache(DataSource database) {
        return new LossesPeer("Jetty 12.1, JDBC store, DefaultSessionCache", work -> {
            DefaultSessionCacheFactory cache = new DefaultSessionCacheFactory();
            return jetty(database, cache);
        });
    }

    private static PeerNode jetty(DataSource database, AbstractSessionCacheFactory cache) throws Exception {
        DatabaseAdaptor adaptor = new DatabaseAdaptor();
        adaptor.setDatasource(database);
        JDBCSessionDataStoreFactory store = new JDBCSessionDataStoreFactory();
        store.setDatabaseAdaptor(adaptor);
        return JettyPeerNode.start(store, cache);
    }

    static LossesPeer tomcatOnFiles(Path directory) {
        return new LossesPeer("Tomcat 10.1, PersistentManager, PersistentValve, FileStore", work -> {
            FileStore store = new FileStore();
            store.setDirectory(directory.toString());
            return TomcatPeerNode.start(context -> persist(context, store));
        });
    }

    static LossesPeer tomcatOnDatabase(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table tomcat$sessions (id varchar(100) primary key, valid char(1),"
                    + " maxinactive int, lastaccess bigint, app varchar(255), data bytea)");
        }
        return new LossesPeer(
                "Tomcat 10.1, PersistentManager, PersistentValve, DataSourceStore",
                work -> TomcatPeerNode.start(context -> persist(context, new GivenDatabase(database))));
    }

    /** As its documentation has it for nodes without stickiness. */
    private static void persist(Context context, StoreBase store) {
        PersistentManager manager = new PersistentManager();
        manager.setStore(store);
        context.setManager(manager);
        context.getPipeline().addValve(new PersistentValve());
    }

    /** Without the directory service that would have the database elsewhere. */
    private static final class GivenDatabase extends DataSourceStore {
        GivenDatabase(DataSource database) {
            this.dataSource = database;
        }
    }
}
