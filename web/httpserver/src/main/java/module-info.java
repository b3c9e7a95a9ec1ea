/** Sessions for the HTTP server that comes with the JDK. */
module io.savehandler.httpserver {
    requires static transitive org.jspecify;
    requires transitive io.savehandler.core;
    requires transitive jdk.httpserver;

    exports io.savehandler.httpserver;
}
