/** PHP's session save handlers: start at {@link io.savehandler}. */
module io.savehandler.core {
    requires static transitive org.jspecify;
    // Only where the JDK cannot call flock(2) itself (17 to 21), and only if the application adds it.
    requires static com.sun.jna;

}
