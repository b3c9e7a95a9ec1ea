package io.savehandler.examples.twonodes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks the installed PHP whether it can serve the store. */
final class PhpCheck {
    private final PhpSettings settings;

    PhpCheck(PhpSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes sure that PHP is there, new enough, and has the save handler.
     *
     * @throws UsageException if not
     */
    void requireSaveHandler() throws IOException {
        String found = lastLine("echo PHP_VERSION_ID < 80100 ? 'old'"
                + " : (extension_loaded('session') ? session_module_name() : 'none');");
        if (found.equals("old")) {
            throw new UsageException("--php needs PHP 8.1 or newer; the installed one is older");
        }
        if (!found.equals(settings.saveHandler())) {
            throw new UsageException("The installed PHP cannot keep sessions with the save handler "
                    + settings.saveHandler() + "; install its PHP extension, or start without --php");
        }
    }

    /** What the code prints; PHP's own warnings come before. */
    private String lastLine(String code) throws IOException {
        String answer = ask("echo \"\\n\"; " + code);
        return answer.substring(answer.lastIndexOf('\n') + 1).strip();
    }

    private String ask(String code) throws IOException {
        List<String> command = new ArrayList<>(List.of("php"));
        command.addAll(settings.options());
        command.addAll(List.of("-r", code));
        Process php;
        try {
            php = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UsageException("--php needs the command php, which was not found."
                    + " Install it (Debian: apt-get install php-cli), or start without --php");
        }
        php.getOutputStream().close();
        return new String(php.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
