package org.statusaggregator.it.page;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Headless Chromium, one window. Speaks the W3C's WebDriver protocol to Debian's chromedriver. */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final Path profile;
    private final String base;
    private String session = "";

    private Browser(Process driver, Path profile, int port) {
        this.driver = driver;
        this.profile = profile;
        this.base = "http://127.0.0.1:" + port;
    }

    /**
     * Starts a browser that trusts any certificate.
     *
     * @param folder for its profile and log; what a browser leaves there is removed
     * @param port a free one
     */
    public static Browser start(Path folder, int port, int width, int height) {
        try {
            Files.createDirectories(folder);
            Path profile = Files.createTempDirectory(folder, "profile");
            Process driver = new ProcessBuilder("chromedriver", "--port=" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("chromedriver.log").toFile())
                    .start();
            Browser browser = new Browser(driver, profile, port);
            browser.open(width, height);
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "chromedriver cannot be started (expected: the packages chromium and chromium-driver)", e);
        }
    }

    private void open(int width, int height) {
        await("chromedriver listens").atMost(PATIENCE).ignoreExceptions().until(() -> call("GET", "/status", null)
                .path("ready")
                .asBoolean());
        List<String> arguments = List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-precise-memory-info",
                "--window-size=" + width + "," + height,
                "--user-data-dir=" + profile);
        Map<String, Object> capabilities = Map.of(
                "acceptInsecureCerts",
                true,
                "goog:loggingPrefs",
                Map.of("browser", "ALL"),
                "goog:chromeOptions",
                Map.of("args", arguments));
        session = call("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", capabilities)))
                .path("sessionId")
                .asText();
    }

    private JsonNode call(String method, String path, @org.jspecify.annotations.Nullable Object body) {
        try {
            String text = body == null ? "" : JSON.writeValueAsString(body);
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(text))
                    .build();
            JsonNode value = JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .path("value");
            if (value.has("error")) {
                throw new IllegalStateException(value.path("error").asText() + ": "
                        + value.path("message").asText());
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private JsonNode command(String method, String path, @org.jspecify.annotations.Nullable Object body) {
        return call(method, "/session/" + session + path, body);
    }

    /** Opens a new tab and goes on in it. Answers its name, and that of the one before is {@link #tab}. */
    public String newTab() {
        String name = command("POST", "/window/new", Map.of("type", "tab"))
                .path("handle")
                .asText();
        switchTo(name);
        return name;
    }

    /** The tab in which everything happens now. */
    public String tab() {
        return command("GET", "/window", null).asText();
    }

    /** Goes on in another tab. */
    public void switchTo(String tab) {
        command("POST", "/window", Map.of("handle", tab));
    }

    /** Closes the tab and goes on in another one. */
    public void closeTab(String next) {
        command("DELETE", "/window", null);
        switchTo(next);
    }

    /** A command of Chromium's own protocol. */
    public JsonNode chromium(String name, Map<String, Object> parameters) {
        return command("POST", "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
    }

    /** The cookies that an address is sent, as the header of a request has them. */
    public String cookies(String address) {
        List<String> cookies = new ArrayList<>();
        chromium("Network.getCookies", Map.of("urls", List.of(address)))
                .path("cookies")
                .forEach(cookie -> cookies.add(cookie.path("name").asText() + "="
                        + cookie.path("value").asText()));
        return String.join("; ", cookies);
    }

    /** Opens a page. */
    public void go(String address) {
        command("POST", "/url", Map.of("url", address));
    }

    /** Runs a function's body in the page and answers what it returns. */
    public JsonNode run(String script, Object... arguments) {
        return command("POST", "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
    }

    /** The same for a body that calls its last argument when it is done. */
    public JsonNode runAsync(String script, Object... arguments) {
        return command("POST", "/execute/async", Map.of("script", script, "args", List.of(arguments)));
    }

    private String element(String selector) {
        JsonNode found = command("POST", "/element", Map.of("using", "css selector", "value", selector));
        return found.elements().next().asText();
    }

    /** Types into the element. */
    public void type(String selector, String text) {
        command("POST", "/element/" + element(selector) + "/value", Map.of("text", text));
    }

    /** Empties a text box as a person does. */
    public void clear(String selector) {
        type(selector, "\uE009a\uE000\uE003"); // Ctrl-A, release, Backspace
    }

    /** Clicks the element. */
    public void click(String selector) {
        command("POST", "/element/" + element(selector) + "/click", Map.of());
    }

    /** Clicks the element with the right button. */
    public void rightClick(String selector) {
        Map<String, Object> origin = Map.of("element-6066-11e4-a52e-4f735466cecf", element(selector));
        List<Map<String, Object>> steps = new ArrayList<>();
        steps.add(Map.of("type", "pointerMove", "origin", origin, "x", 0, "y", 0, "duration", 0));
        steps.add(Map.of("type", "pointerDown", "button", 2));
        steps.add(Map.of("type", "pointerUp", "button", 2));
        command(
                "POST",
                "/actions",
                Map.of("actions", List.of(Map.of("type", "pointer", "id", "mouse", "actions", steps))));
    }

    /** Presses keys, whatever has the focus. */
    public void press(String keys) {
        List<Map<String, Object>> steps = new ArrayList<>();
        keys.codePoints().mapToObj(Character::toString).forEach(key -> {
            steps.add(Map.of("type", "keyDown", "value", key));
            steps.add(Map.of("type", "keyUp", "value", key));
        });
        command("POST", "/actions", Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", steps))));
    }

    /** The text of the first such element; "" = there is none. */
    public String text(String selector) {
        return run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)
                .asText();
    }

    /** The texts of all such elements that are shown. */
    public List<String> texts(String selector) {
        List<String> texts = new ArrayList<>();
        run(
                        "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.innerText)",
                        selector)
                .forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Sets the size of the window. */
    public void resize(int width, int height) {
        command("POST", "/window/rect", Map.of("width", width, "height", height));
    }

    /** A picture of the window, as a PNG file. */
    public void screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(
                    file,
                    Base64.getDecoder()
                            .decode(command("GET", "/screenshot", null).asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the console says since the last question: errors of scripts, and of the content policy. */
    public List<String> console() {
        List<String> lines = new ArrayList<>();
        command("POST", "/se/log", Map.of("type", "browser"))
                .forEach(line -> lines.add(
                        line.path("level").asText() + " " + line.path("message").asText()));
        return lines;
    }

    /** Forgets what the page keeps in this browser for this site. */
    public void forget() {
        command("DELETE", "/cookie", null);
        run("localStorage.clear()");
    }

    @Override
    public void close() {
        try {
            if (!session.isEmpty()) {
                command("DELETE", "", null);
            }
        } catch (RuntimeException e) {
            // it is ended below
        }
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        driver.destroyForcibly();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // a browser that is ending removes its files too
        }
    }
}
