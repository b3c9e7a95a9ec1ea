package io.savehandler.examples.twonodes;

import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in a browser: what it shows and what can be clicked. */
final class DemoPage {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ChromeDriver browser;

    private DemoPage(ChromeDriver browser) {
        this.browser = browser;
    }

    static DemoPage open(ChromeDriver browser, NodeAddress node) {
        browser.get(node.url());
        return new DemoPage(browser);
    }

    String node() {
        return text("node");
    }

    String id() {
        return text("id");
    }

    long visits() {
        return Long.parseLong(text("visits"));
    }

    String stored() {
        return text("stored");
    }

    String message() {
        return text("message");
    }

    List<String> keys() {
        return browser.findElements(By.cssSelector("#values td:first-child")).stream()
                .map(WebElement::getText)
                .toList();
    }

    String value(String key) {
        return rows().stream()
                .filter(row -> cell(row, 1).equals(key))
                .map(row -> cell(row, 3))
                .findFirst()
                .orElse("(no " + key + ")");
    }

    void follow(String node) {
        click(browser.findElement(By.linkText(node)));
    }

    void press(String button) {
        click(browser.findElement(By.id(button)));
    }

    void put(String key, String value) {
        browser.findElement(By.cssSelector(".add [name=key]")).sendKeys(key);
        browser.findElement(By.cssSelector(".add [name=value]")).sendKeys(value);
        press("put");
    }

    void remove(String key) {
        click(browser.findElement(By.cssSelector("[aria-label='Remove " + key + "']")));
    }

    boolean isWiderThanTheWindow() {
        return Boolean.TRUE.equals(browser.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    private List<WebElement> rows() {
        return browser.findElements(By.cssSelector("#values tr"));
    }

    private static String cell(WebElement row, int column) {
        return row.findElement(By.cssSelector("td:nth-child(" + column + ")")).getText();
    }

    private String text(String id) {
        return browser.findElement(By.id(id)).getText();
    }

    /** Clicks and waits until the next page is there; only the old one has the mark. */
    private void click(WebElement element) {
        browser.executeScript("window.left = true");
        element.click();
        new WebDriverWait(browser, TIMEOUT)
                .ignoring(WebDriverException.class) // between two pages there is none to ask
                .until(driver -> Boolean.TRUE.equals(
                        browser.executeScript("return !window.left && document.readyState === 'complete'")));
    }
}
