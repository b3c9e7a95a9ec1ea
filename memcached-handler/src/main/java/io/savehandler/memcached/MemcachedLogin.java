package io.savehandler.memcached;

/** A user of the servers, as SASL's mechanism PLAIN wants it. */
record MemcachedLogin(String user, String password) {
    @Override
    public String toString() {
        return "MemcachedLogin";
    }
}
