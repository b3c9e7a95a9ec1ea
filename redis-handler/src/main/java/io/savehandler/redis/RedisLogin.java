package io.savehandler.redis;

import io.lettuce.core.RedisURI;

/**
 * Who a connection logs in as. Its text shows nothing.
 *
 * @param user the ACL user, empty for the default one
 */
record RedisLogin(String user, CharSequence password) {
    void into(RedisURI uri) {
        if (user.isEmpty()) {
            uri.setAuthentication(password);
        } else {
            uri.setAuthentication(user, password);
        }
    }

    @Override
    public String toString() {
        return "RedisLogin";
    }
}
