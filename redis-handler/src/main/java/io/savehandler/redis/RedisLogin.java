package io.savehandler.redis;

/**
 * Who a connection logs in as. Its text shows nothing.
 *
 * @param user the ACL user, empty for the default one
 */
record RedisLogin(String user, CharSequence password) {
    @Override
    public String toString() {
        return "RedisLogin";
    }
}
