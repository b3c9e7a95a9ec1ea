/** Jetty's own sessions in any session handler. */
module io.savehandler.jetty {
    requires static transitive org.jspecify;
    requires transitive io.savehandler.servlet;
    requires transitive org.eclipse.jetty.session;

    exports io.savehandler.jetty;
}
