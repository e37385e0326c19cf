package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The part of {@link PageIT} that is about nodes: what administrators see of them, many tabs at one node, and what becomes of open pages when it dies. */
abstract class PageNodeTests extends PagePortTests {
    private static final int TABS = 8;

    @Test
    @Order(20)
    void onlyAnAdministratorSeesHowTheClusterDoes() {
        assertThat(browser.texts("#view-admin")).as("Ann is none").isEmpty();
        assertThat(status("admin")).isEqualTo(403);
        browser.click("#sign-out");
        until("signed out", () -> !browser.texts("#sign-in-form").isEmpty());
        signIn(PageSetting.ADA, PageSetting.PASSWORD);
        until("signed in", () -> browser.texts("#view-admin").equals(List.of("Cluster")));
        browser.click("#view-admin");
        until("nodes", () -> rows("Nodes").size() == 2);

        assertThat(rows("Nodes"))
                .anyMatch(row ->
                        row.startsWith("sa1\t" + setting.page(0)) && row.contains("this one; polls contact lists"));
        assertThat(rows("CIC servers"))
                .singleElement()
                .asString()
                .matches("cic1\tLIVE: is connected\tsa2\t50,0[34]\\d\t");
        assertThat(rows("Slow watches at this node")).containsExactly("none\t\t\t");
        assertThat(rows("Certificates"))
                .anyMatch(row -> row.startsWith("node sa1: CN=sa1") && row.endsWith("ends in 1 day"))
                .anyMatch(row -> row.startsWith("authority: "));
        assertThat(rows("Contact lists"))
                .hasSize(3)
                .anyMatch(row -> row.startsWith("Everyone\t50,000\t") && row.contains("changed"));
        assertThat(browser.texts(".attention-list li"))
                .as("certificates of a test last two days")
                .anyMatch(text -> text.startsWith("Certificate of node sa1"));
        assertThat(browser.texts("#admin .tile .plot")).as("rates").hasSize(2);
        assertAccessible();
        browser.resize(400, 780);
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
        assertAccessible();
        browser.resize(1280, 800);
        browser.click("#sign-out");
        until("signed out", () -> !browser.texts("#sign-in-form").isEmpty());
        signIn(PageSetting.PASSWORD);
        until("Ann again", () -> browser.text("#connection").equals("live through sa1"));
    }

    private static int status(String path) {
        return browser.runAsync(
                        "const done = arguments[1]; fetch('/api/v1/' + arguments[0]).then(r => done(r.status))", path)
                .asInt();
    }

    /** The rows of a table of the administrators' view, with tabs between the cells. */
    private static List<String> rows(String title) {
        List<String> rows = new ArrayList<>();
        browser.run(
                        "return [...document.querySelectorAll(`#admin section[aria-label='${arguments[0]}'] tbody tr`)]"
                                + ".map(row => [...row.cells].map(cell => cell.innerText).join('\\t'))",
                        title)
                .forEach(row -> rows.add(row.asText()));
        return rows;
    }

    /** With HTTP/1.1 the seventh would wait for ever: browsers open six connections to a host, and each page holds one. */
    @Test
    @Order(21)
    void manyTabsAreLiveAtTheSameTime() {
        String first = browser.tab();
        List<String> tabs = new ArrayList<>();
        for (int i = 0; i < TABS; i++) {
            tabs.add(browser.newTab());
            browser.go(setting.page(0));
            until("tab " + i + " is live", () -> browser.text("#connection").equals("live through sa1"));
        }
        assertThat(browser.run("return performance.getEntriesByType('navigation')[0].nextHopProtocol")
                        .asText())
                .isEqualTo("h2");
        for (String tab : tabs) {
            browser.switchTo(tab);
            assertThat(browser.text("#connection")).isEqualTo("live through sa1");
            browser.closeTab(first);
        }
    }

    @Test
    @Order(22)
    void whenItsNodeIsKilledAPageUnderASharedNameGoesOnAndTheOthersSayWhereToGo() {
        String direct = browser.tab();
        browser.newTab();
        browser.go(setting.sharedPage());
        until("the page under the shared name", () -> browser.text("#connection")
                .equals("live through sa1"));
        choose("Staff");
        untilPeople("43");
        browser.run("window.same = true");

        cluster.node(0).kill9();

        until("the other node", () -> browser.text("#connection").equals("live through sa2"));
        assertThat(browser.texts("#banner")).isEmpty();
        assertThat(browser.run("return window.same").asBoolean())
                .as("without a reload")
                .isTrue();
        session.put(PageSetting.staff("s1", "Trial of the other node"));
        until("it is live", () -> column("status").stream().anyMatch(text -> text.startsWith("Trial of the other")));

        browser.closeTab(direct);
        until(
                "it says so",
                () -> browser.text("#banner").contains("sa1 does not answer")
                        && browser.texts("#banner a").contains("sa2"));
        picture("offline");
        assertThat(column("name")).as("what was known stays").isNotEmpty();
        assertAccessible();
        browser.run("[...document.querySelectorAll('#banner a')].find(a => a.innerText === 'sa2').click()");
        until("the other node", () -> browser.text("#connection").equals("live through sa2"));
        choose("Staff"); // what a person chose is kept for each address apart
        untilPeople("43");
        assertThat(browser.texts("#sign-in-form")).as("nobody signs in again").isEmpty();
        JsonNode errors = browser.run("return [...document.querySelectorAll('#banner:not([hidden])')].length");
        assertThat(errors.asInt()).isZero();
        browser.click("#sign-out");
        until("signed out", () -> !browser.texts("#sign-in-form").isEmpty());
        assertThat(status("session")).isEqualTo(401);
    }
}
