package io.savehandler.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One user of a Memcached that logs users in by Cyrus SASL, in a database of its own. */
record SaslDatabase(String user, String password) {
    private static final Duration MAKING = Duration.ofSeconds(30);

    /** Writes the database, and the file that names it, into a directory. */
    void create(Path directory) throws IOException {
        Path database = directory.resolve("sasldb2");
        Files.write(
                directory.resolve("memcached.conf"),
                List.of(
                        "mech_list: plain",
                        "pwcheck_method: auxprop",
                        "auxprop_plugin: sasldb",
                        "sasldb_path: " + database));
        ProcessBuilder command = new ProcessBuilder(
                Executables.get("saslpasswd2").toString(),
                "-p",
                "-c",
                "-f",
                database.toString(),
                "-a",
                "memcached",
                user);
        try (RunningProgram making = RunningProgram.start("saslpasswd2", command)) {
            making.writeLine(password);
            making.endInput();
            ProgramResult result = making.await(MAKING);
            if (result.exitCode() != 0) {
                throw new IllegalStateException("saslpasswd2: " + result.text() + result.errors());
            }
        }
    }

    /** Tells no password. */
    @Override
    public String toString() {
        return "SaslDatabase";
    }
}
