package io.savehandler.examples.twonodes;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The installed Chromium, without a window and without a look at the internet. */
final class Chromium {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String DRIVER = "chromedriver";
    /** Would warn about each newer Chromium, although nothing here needs what it then misses. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    private final Path browser;
    private final Path driver;

    private Chromium(Path browser, Path driver) {
        this.browser = browser;
        this.driver = driver;
    }

    static Chromium installed() {
        return new Chromium(
                BROWSERS.stream()
                        .flatMap(name -> onPath(name).stream())
                        .findFirst()
                        .orElseThrow(),
                onPath(DRIVER).orElseThrow());
    }

    /** What has to be installed before a browser test can run. */
    static Optional<String> missing() {
        if (BROWSERS.stream().allMatch(name -> onPath(name).isEmpty())) {
            return Optional.of("Chromium (Debian: apt-get install chromium)");
        }
        return onPath(DRIVER).isPresent()
                ? Optional.empty()
                : Optional.of("Chromium's driver (Debian: apt-get install chromium-driver)");
    }

    /** A window of a size in CSS pixels, with two device pixels for each. */
    ChromeDriver window(Path profile, int width, int height) {
        DEVTOOLS.setLevel(Level.OFF);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        options.setExperimentalOption(
                "mobileEmulation",
                Map.of("deviceMetrics", Map.of("width", width, "height", height, "pixelRatio", 2.0, "touch", false)));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
