/** The session engine, PHP's session formats, the in-memory and the files handler. */
module io.savehandler.core {
    requires static transitive org.jspecify;
    // Only where the JDK cannot call flock(2) itself (17 to 21), and only if the application brings it.
    requires static com.sun.jna;

    exports io.savehandler;
    exports io.savehandler.files;
    exports io.savehandler.format;
    exports io.savehandler.memory;
    exports io.savehandler.php;
    exports io.savehandler.spi;
    exports io.savehandler.web;
    exports io.savehandler.wrap;

    uses io.savehandler.SessionHandlerProvider;

    provides io.savehandler.SessionHandlerProvider with
            io.savehandler.files.FilesSessionHandlerProvider,
            io.savehandler.memory.InMemorySessionHandlerProvider;
}
