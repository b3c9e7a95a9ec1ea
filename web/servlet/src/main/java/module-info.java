/** Sessions for Jakarta Servlet containers. */
module io.savehandler.servlet {
    requires static transitive org.jspecify;
    requires transitive io.savehandler.core;
    requires transitive jakarta.servlet;

    exports io.savehandler.servlet;
}
