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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost} and 127.0.0.1, made for this test run, and its key. Usually it is its own authority:
 * who trusts the one file trusts the server. Immutable.
 */
public final class TestCertificate {
    private static final Duration MAKING = Duration.ofSeconds(60);
    private static final String PASSWORD = "only-for-tests";
    private static final String ALIAS = "server";
    private static final String AUTHORITY = "authority";
    private static final String KEYS = "-keyalg EC -groupname secp256r1";
    private static final String NAMES = "-ext SAN=dns:localhost,ip:127.0.0.1";

    private final Path certificate;
    private final Path authority;
    private final Path privateKey;
    private final SSLContext clientContext;

    private TestCertificate(Path directory, KeyStore keys) throws IOException, GeneralSecurityException {
        Certificate made = keys.getCertificate(ALIAS);
        Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
        this.certificate = writePem(directory.resolve("server.crt"), "CERTIFICATE", made.getEncoded());
        Certificate[] chain = keys.getCertificateChain(ALIAS);
        Certificate issuer = chain[chain.length - 1];
        this.authority = writePem(directory.resolve("authority.crt"), "CERTIFICATE", issuer.getEncoded());
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
        keytool(store, "-genkeypair", "-alias", ALIAS, KEYS, "-dname", "CN=localhost", NAMES, "-validity", "2");
        return read(directory, store);
    }

    /**
     * Makes a certificate that an authority of its own has signed and that ran out a week ago.
     *
     * @param directory where its files go; the caller deletes them
     */
    public static TestCertificate createExpired(Path directory) {
        Path store = directory.resolve("server.p12");
        keytool(store, "-genkeypair", "-alias", AUTHORITY, KEYS, "-dname", "CN=authority", "-ext bc:c=ca:true");
        keytool(
                store,
                "-genkeypair -startdate -9d -validity 2 -signer",
                AUTHORITY,
                "-alias",
                ALIAS,
                KEYS,
                "-dname",
                "CN=localhost",
                NAMES);
        return read(directory, store);
    }

    private static TestCertificate read(Path directory, Path store) {
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

    /** The certificate, as PEM. */
    public Path certificate() {
        return certificate;
    }

    /** The certificate of whoever signed it, usually its own, as PEM: the file of authorities that a client is given. */
    public Path authority() {
        return authority;
    }

    /** The server's private key, as PEM without a password. */
    public Path privateKey() {
        return privateKey;
    }

    /** What a Java client uses that trusts this certificate only. */
    public SSLContext clientContext() {
        return clientContext;
    }

    /** Words in one string are several arguments. */
    private static void keytool(Path store, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        for (String word : words) {
            command.addAll(word.startsWith("-") ? List.of(word.split(" ")) : List.of(word));
        }
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
