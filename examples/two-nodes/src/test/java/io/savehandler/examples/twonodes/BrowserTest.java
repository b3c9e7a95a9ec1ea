package io.savehandler.examples.twonodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;

/** A visitor with a real browser clicks through everything. Screenshots are left in the build directory. */
@RequiresChromium
@Tag("once")
class BrowserTest {
    private static final int DESKTOP = 820;
    private static final int PHONE = 375;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path profile;

    @Test
    void clicksThroughTwoNodes() throws IOException {
        try (Demo demo = start("--port", "0")) {
            NodeAddress node = demo.addresses().get(0);
            inWindow(DESKTOP, browser -> {
                DemoPage page = DemoPage.open(browser, node);
                assertThat(page.visits()).isEqualTo(1);
                page.follow("node-2");
                assertThat(page.node()).isEqualTo("node-2");
                assertThat(page.visits()).isEqualTo(2);
                clickTheButtons(page, "node-1");
            });
        }
    }

    @Test
    @RequiresPhp
    void clicksThroughJavaAndPhp() throws IOException {
        try (Demo demo = start("--port", "0", "--php")) {
            NodeAddress node = demo.addresses().get(0);
            inWindow(DESKTOP, browser -> {
                DemoPage page = DemoPage.open(browser, node);
                page.follow("node-2");
                page.put("cart", "3 apples, 1 pear");
                page.follow("php");
                assertThat(page.node()).isEqualTo("php");
                assertThat(page.value("cart")).isEqualTo("3 apples, 1 pear");
                page.put("greeting", "Grüße aus PHP");
                page.follow("node-1");
                assertThat(page.value("greeting")).isEqualTo("Grüße aus PHP");
                assertThat(page.stored()).contains("cart|s:16:\"3 apples, 1 pear\";", "greeting|s:15:");
                assertThat(page.visits()).isEqualTo(6);
                save("demo.png", browser);
                page.remove("greeting");
                page.remove("cart");
                page.follow("php");
                clickTheButtons(page, "node-2");
            });
        }
    }

    @Test
    @RequiresPhp
    void fitsAPhoneWhateverTheSessionHolds() throws IOException {
        try (Demo demo = start("--port", "0", "--nodes", "3", "--php")) {
            for (NodeAddress node : demo.addresses()) {
                inWindow(PHONE, browser -> {
                    DemoPage page = DemoPage.open(browser, node);
                    page.put("name", "Zoë");
                    assertThat(page.isWiderThanTheWindow()).isFalse();
                    save("demo-phone-" + node.name() + ".png", browser);

                    String markup = "</code><img src=x onerror=document.title=1><script>document.title=2</script>";
                    page.put("<b>" + "k".repeat(60), markup + "x".repeat(300));
                    assertThat(page.value("<b>" + "k".repeat(60))).isEqualTo(markup + "x".repeat(300));
                    assertThat(page.isWiderThanTheWindow()).isFalse();
                    assertThat(browser.getTitle()).isEqualTo("3 visits, answered by " + node.name());

                    page.put("a|b", "1");
                    assertThat(page.message()).contains("|");
                    assertThat(page.isWiderThanTheWindow()).isFalse();
                });
            }
        }
    }

    /** Add, remove, regenerate and destroy, each checked on another node too. */
    private static void clickTheButtons(DemoPage page, String other) {
        page.put("colour", "blue & <green>");
        assertThat(page.value("colour")).isEqualTo("blue & <green>");
        assertThat(page.stored()).contains("colour|s:14:\"blue & <green>\";");
        page.follow(other);
        assertThat(page.value("colour")).isEqualTo("blue & <green>");
        page.remove("colour");
        assertThat(page.keys()).containsExactly("session_time", "visits");

        String id = page.id();
        long visits = page.visits();
        page.press("regenerate");
        assertThat(page.id()).isNotEqualTo(id);
        assertThat(page.visits()).isEqualTo(visits + 1);
        String regenerated = page.id();
        page.follow(other.equals("node-1") ? "node-2" : "node-1");
        assertThat(page.id()).isEqualTo(regenerated);
        assertThat(page.visits()).isEqualTo(visits + 2);

        page.press("destroy");
        assertThat(page.visits()).isEqualTo(1);
        assertThat(page.id()).isNotEqualTo(regenerated);
        page.follow(other);
        assertThat(page.visits()).isEqualTo(2);
    }

    private void inWindow(int width, Clicks clicks) throws IOException {
        ChromeDriver browser = Chromium.installed().window(Files.createTempDirectory(profile, "profile"), width, 850);
        try {
            clicks.on(browser);
        } finally {
            browser.quit();
        }
    }

    private static void save(String name, ChromeDriver browser) throws IOException {
        Path directory = Path.of(System.getProperty("savehandler.screenshots", "target"));
        Files.createDirectories(directory);
        Files.write(directory.resolve(name), browser.getScreenshotAs(OutputType.BYTES));
    }

    private static Demo start(String... arguments) throws IOException {
        Demo demo = new Demo(DemoOptions.parse(arguments));
        try {
            demo.start();
            return demo;
        } catch (IOException | RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    /** What a visitor does in a window. */
    @FunctionalInterface
    private interface Clicks {
        void on(ChromeDriver browser) throws IOException;
    }
}
