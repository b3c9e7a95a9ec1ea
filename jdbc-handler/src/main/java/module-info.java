/** Sessions in a table of a relational database. */
module io.savehandler.jdbc {
    requires static transitive org.jspecify;
    requires transitive io.savehandler.core;
    requires transitive java.sql;
    requires com.zaxxer.hikari;

    exports io.savehandler.jdbc;

    provides io.savehandler.SessionHandlerProvider with
            io.savehandler.jdbc.JdbcSessionHandlerProvider;
}
