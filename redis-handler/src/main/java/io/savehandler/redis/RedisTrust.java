package io.savehandler.redis;

import io.savehandler.SessionConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's judgement of a server's certificate, and besides that it is valid now: of one that is itself among the trusted
 * ones the JDK does not look at the dates, while PHP's OpenSSL does. Thread-safe.
 */
final class RedisTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;

    private RedisTrust(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    /**
     * Trusts what a file of certificates trusts.
     *
     * @param authorities in PEM; without it those of the JVM
     * @throws SessionConfigurationException if there is no such file, or no certificate in it
     */
    static RedisTrust in(Optional<Path> authorities) {
        try {
            TrustManagerFactory judges = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            judges.init(authorities.isPresent() ? storeOf(authorities.get()) : null);
            return Arrays.stream(judges.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(found -> new RedisTrust((X509ExtendedTrustManager) found))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("this JVM judges no certificates"));
        } catch (GeneralSecurityException | IOException e) {
            throw new SessionConfigurationException(
                    "session.save_path",
                    "stream[cafile] must name a readable file of PEM certificates: "
                            + authorities.map(Path::toString).orElse("the JVM's own") + " (" + e + ")");
        }
    }

    private static @Nullable KeyStore storeOf(Path authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(authorities)) {
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
        }
        if (store.size() == 0) {
            throw new CertificateException("there is none in it");
        }
        return store;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkServerTrusted(chain, authType, engine);
        chain[0].checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkServerTrusted(chain, authType, socket);
        chain[0].checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkServerTrusted(chain, authType);
        chain[0].checkValidity();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
