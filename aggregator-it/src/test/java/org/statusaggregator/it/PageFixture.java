package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.connector.simulate.Person;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.PublishSession;
import org.statusaggregator.core.client.SessionOptions;
import org.statusaggregator.it.page.Axe;
import org.statusaggregator.it.page.Browser;

/** A cluster with the page, a CIC server and a browser, for tests that go on where the one before ended; and what a person does on the page. */
abstract class PageFixture {
    static final Duration PATIENCE = Duration.ofSeconds(40);
    static final Path FOLDER = Path.of("target", "it-work", "PageIT-files").toAbsolutePath();
    private static final Path PICTURES = Path.of("target", "page").toAbsolutePath();
    static final String ROW = ".rows > .row";

    static PageSetting setting;
    static TestCluster cluster;
    static AggregatorClient cic;
    static PublishSession session;
    static Browser browser;
    private static boolean failed;

    /** Keeps what was to be seen. */
    @RegisterExtension
    static final AfterTestExecutionCallback END = context -> {
        if (context.getExecutionException().isPresent()) {
            failed = true;
            picture("failed");
        }
    };

    @BeforeAll
    static void start(TestInfo test) throws IOException {
        failed = false;
        setting = new PageSetting(FOLDER);
        cluster = new TestCluster(2, Duration.ofMinutes(3), setting::configuration);
        cluster.begin(test.getTestClass().orElseThrow().getSimpleName());
        cic = cluster.client("cic1", 1).build();
        session = cic.openSession(SessionOptions.takeOver());
        session.replaceAll(PageSetting.statuses());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> cluster.cicServer(cluster.node(0), "cic1").getUsers() == PageSetting.MANY + 40);
        browser = Browser.start(FOLDER, TestCluster.freePorts(1).get(0), 1280, 800);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        cic.close();
        cluster.close();
        setting.close();
    }

    static void signIn(String password) {
        signIn(PageSetting.ANN, password);
    }

    static void signIn(Person person, String password) {
        browser.clear("#sign-in-name");
        browser.type("#sign-in-name", person.email());
        browser.type("#sign-in-password", password);
        browser.click("#sign-in-button");
    }

    static void choose(String label) {
        browser.run(
                "const s = document.querySelector('#list'); s.value = [...s.options].find(o => o.text === arguments[0]).value; s.onchange()",
                label);
    }

    static List<String> column(String column) {
        return browser.texts(ROW + " [data-column=" + column + "]");
    }

    static void filter(String column, String text) {
        browser.clear(filterBox(column));
        browser.type(filterBox(column), text);
    }

    static String filterBox(String column) {
        return ".filters [data-column=" + column + "] input";
    }

    static void until(String what, java.util.concurrent.Callable<Boolean> condition) {
        await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(condition);
    }

    /** Types into a box, counts who is shown, and empties it again. */
    static void filtered(String column, String typed, String number) {
        filter(column, typed);
        untilPeople(number);
        browser.click("#clear");
    }

    static void untilPeople(String number) {
        until(number + " are shown", () -> browser.text("#summary").startsWith(number + " "));
    }

    static void picture(String name) {
        browser.screenshot(PICTURES.resolve(name + ".png"));
    }

    /** What is shown now keeps nobody from using it (WCAG 2.1 AA, as far as a program can tell), by day and by night. */
    static void assertAccessible() {
        String theme =
                browser.run("return document.documentElement.dataset.theme").asText();
        for (String other : List.of("dark", "light")) {
            browser.run("document.documentElement.dataset.theme = arguments[0]", other);
            assertThat(Axe.problems(browser)).as(other).isEmpty();
        }
        browser.run("document.documentElement.dataset.theme = arguments[0]", theme);
    }

    /** Each test goes on where the one before ended: after a failure the others would only wait. */
    @BeforeEach
    final void goOn() {
        assumeFalse(failed, "a test before this one failed");
    }

    /** Types a key at a time. Returns how long each took until what it leaves was painted, in ms, as the page measures it. */
    final List<Double> typeIntoNameFilter(String text) {
        List<Double> millis = new ArrayList<>();
        for (String key : text.codePoints().mapToObj(Character::toString).toList()) {
            browser.run("performance.clearMeasures('filter')");
            browser.type(filterBox("name"), key);
            until(
                    "it is filtered",
                    () -> browser.run("return performance.getEntriesByName('filter').length")
                                    .asInt()
                            == 1);
            millis.add(browser.run("return performance.getEntriesByName('filter')[0].duration")
                    .asDouble());
        }
        return millis;
    }
}
