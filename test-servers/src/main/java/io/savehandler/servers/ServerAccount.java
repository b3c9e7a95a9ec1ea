package io.savehandler.servers;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whom a server runs as that refuses to run as root: somebody else where we are root, else ourselves. Immutable. */
final class ServerAccount {
    private static final Duration LOOKUP = Duration.ofSeconds(10);

    private final Optional<String> user;

    private ServerAccount(Optional<String> user) {
        this.user = user;
    }

    /** The account of that name where we are root and it exists, {@code nobody} where it does not, else our own. */
    static ServerAccount preferring(String name) {
        if (!weAreRoot()) {
            return new ServerAccount(Optional.empty());
        }
        return new ServerAccount(Optional.of(exists(name) ? name : "nobody"));
    }

    /** Whether this JVM runs as root. */
    static boolean weAreRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Gives a file or directory to the account. */
    void own(Path path) throws IOException {
        if (user.isPresent()) {
            Files.setOwner(path, accounts().lookupPrincipalByName(user.get()));
        }
    }

    /** A run of a program by the account; the process keeps its number, so that signals reach the program. */
    ProcessBuilder run(List<String> program) {
        List<String> command = new ArrayList<>();
        user.ifPresent(name -> command.addAll(
                List.of("setpriv", "--reuid=" + name, "--regid=" + primaryGroup(name), "--clear-groups", "--")));
        command.addAll(program);
        return new ProcessBuilder(command);
    }

    private static boolean exists(String name) {
        try {
            accounts().lookupPrincipalByName(name);
            return true;
        } catch (UserPrincipalNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("cannot look up the user " + name, e);
        }
    }

    private static UserPrincipalLookupService accounts() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    private static String primaryGroup(String name) {
        try (RunningProgram id = RunningProgram.start("id", new ProcessBuilder("id", "-g", name))) {
            return id.await(LOOKUP).requireSuccess().text().strip();
        }
    }
}
