package io.savehandler.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for {@code localhost} and 127.0.0.1, made for this test run, and its key. It is its own
 * authority: who trusts the one file trusts the server. Immutable.
 */
public final class TestCertificate {
    private static final Duration MAKING = Duration.ofSeconds(60);
    private static final String PASSWORD = "only-for-tests";
    private static final String ALIAS = "server";

    private final Path certificate;
    private final Path privateKey;
    private final SSLContext clientContext;

    private TestCertificate(Path directory, KeyStore keys) throws IOException, GeneralSecurityException {
        Certificate made = keys.getCertificate(ALIAS);
        Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
        this.certificate = writePem(directory.resolve("server.crt"), "CERTIFICATE", made.getEncoded());
        this.privateKey = writePem(directory.resolve("server.key"), "PRIVATE KEY", key.getEncoded());
        this.clientContext = trusting(made);
    }

    /**
     * Makes a certificate with the JDK's keytool.
     *
     * @param directory where its files go; the caller deletes them
     */
    public static TestCertificate create(Path directory) {
        Path store = directory.resolve("server.p12");
        makeKeys(store);
        try (InputStream input = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(input, PASSWORD.toCharArray());
            return new TestCertificate(directory, keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    /** The certificate, as PEM; also the file of authorities that a client is given. */
    public Path certificate() {
        return certificate;
    }

    /** The server's private key, as PEM without a password. */
    public Path privateKey() {
        return privateKey;
    }

    /** What a Java client uses that trusts this certificate only. */
    public SSLContext clientContext() {
        return clientContext;
    }

    private static void makeKeys(Path store) {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2");
        try (RunningProgram making = RunningProgram.start("keytool", new ProcessBuilder(command))) {
            ProgramResult result = making.await(MAKING);
            if (result.exitCode() != 0) {
                throw new IllegalStateException("keytool: " + result.text() + result.errors());
            }
        }
    }

    private static SSLContext trusting(Certificate certificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Path writePem(Path file, String type, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
    }
}
