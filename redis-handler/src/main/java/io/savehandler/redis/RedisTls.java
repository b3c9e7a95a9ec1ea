package io.savehandler.redis;

import io.lettuce.core.SslOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * PHP's {@code ssl} context options of one server. Immutable.
 *
 * @param verifyPeer whether the server's certificate must be trusted
 * @param verifyPeerName whether it must be made out to the server's name, too
 * @param authorities a PEM file of trusted certificates; without it those of the JVM
 * @param certificate a PEM file with the client's certificate
 * @param key a PEM file with the client's private key
 */
record RedisTls(
        boolean verifyPeer,
        boolean verifyPeerName,
        Optional<Path> authorities,
        Optional<Path> certificate,
        Optional<Path> key) {

    SslOptions options() {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        if (verifyPeer) {
            RedisTrust trust = RedisTrust.in(authorities);
            options.sslContext(context -> context.trustManager(trust));
        }
        certificate.ifPresent(
                file -> options.keyManager(file.toFile(), key.orElse(file).toFile(), new char[0]));
        return options.build();
    }
}
