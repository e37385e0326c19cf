package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.statusaggregator.it.page.IdleBrowsers;

/**
 * The page under load: a thousand idle browsers; and 50,000 people of whom 1,000 change each second while somebody works with the page, for a long time with {@code
 * -Dit.page.seconds=600}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageLoadIT extends PageFixture {
    private static final int RATE = 1_000;
    private static final int BATCHES_A_SECOND = 20;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("it.page.seconds", 18));
    private static final int ROUNDS = (int) Math.max(9, TIME.toSeconds() / 20);
    private static final int MEGABYTE = 1 << 20;
    private static final int BROWSERS = 1_000;

    private static final String FILTER = "person 4999";

    private final Map<Integer, String> last = new ConcurrentHashMap<>();
    private final List<Double> keys = new ArrayList<>();
    private final List<Long> heaps = new ArrayList<>();
    private final List<Long> nodes = new ArrayList<>();

    private final ScheduledExecutorService changes = Executors.newSingleThreadScheduledExecutor();
    private final Random random = new Random(7);
    private int number;

    private void change() {
        for (int i = 0; i < RATE / BATCHES_A_SECOND; i++) {
            int user = random.nextInt(PageSetting.MANY);
            String key = (user % 2 == 0 ? "Available" : "In a meeting") + " " + number++;
            session.put(PageSetting.staff("p" + user, key));
            last.put(user, key);
        }
    }

    @Test
    @Order(1)
    void aThousandIdleBrowsersCostANodeLessThan100Megabytes() throws Exception {
        browser.go(setting.page(0));
        until("the form is shown", () -> !browser.texts("#sign-in-form").isEmpty());
        signIn(PageSetting.PASSWORD);
        until("signed in", () -> browser.text("#connection").equals("live through sa1"));
        long before = LiveHeap.of(cluster.node(0));
        long wholeBefore = residentMegabytes(cluster.node(0));
        try (IdleBrowsers many = new IdleBrowsers(
                BROWSERS, setting.port(0), "/api/v1/watch?contactList=staff", browser.cookies(setting.page(0)))) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(many).hasToString(BROWSERS + " live"));
            long whole = residentMegabytes(cluster.node(0));
            long heap = LiveHeap.of(cluster.node(0)) - before;
            assertThat(many).as("all the while").hasToString(BROWSERS + " live");
            System.err.printf(
                    "page: %d idle browsers cost %d kB of live heap, the process grew from %d to %d MB%n",
                    BROWSERS, heap / 1024, wholeBefore, whole);
            assertThat(heap).isBetween(1L, 100L * MEGABYTE);
        }
    }

    /** What the node's process has of the machine's memory, by /proc. */
    private static long residentMegabytes(NodeProcess node) {
        return Programs.text(Path.of("/proc", Long.toString(node.pid()), "status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    @Test
    @Order(2)
    void memoryStaysBoundedAndTypingQuickWhileAThousandChangesASecondArrive() throws Exception {
        choose("Everyone");
        untilPeople("50,000");
        until("their statuses", () -> browser.text("#summary").contains("10,000 logged off"));
        Future<?> running =
                changes.scheduleAtFixedRate(this::change, 0, 1_000 / BATCHES_A_SECOND, TimeUnit.MILLISECONDS);
        long begin = System.nanoTime();
        int round = 0;
        while (System.nanoTime() - begin < TIME.toNanos()) {
            work(round++);
            sample();
            long next = begin + round * TIME.toNanos() / ROUNDS;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime())); // the load is the time itself
        }
        running.cancel(false);
        changes.shutdown();
        assertThat(changes.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        double seconds = (System.nanoTime() - begin) / 1e9;

        keys.sort(null);
        System.err.printf(
                "page: %d changes in %.0f s (%.0f a second); heap after collections, MB: %s; elements: %s; a key in a filter: median %.0f ms, worst %.0f ms of %d%n",
                number,
                seconds,
                number / seconds,
                heaps.stream().map(bytes -> bytes / MEGABYTE).toList(),
                nodes,
                keys.get(keys.size() / 2),
                keys.get(keys.size() - 1),
                keys.size());
        assertThat(number / seconds).as("changes a second").isGreaterThan(RATE * 0.8);
        long early = heaps.get(heaps.size() / 4);
        assertThat(heaps.get(heaps.size() - 1))
                .as("heap at the end against %d MB at a quarter of the time", early / MEGABYTE)
                .isLessThan(early + early / 4 + 20L * MEGABYTE);
        assertThat(nodes).allMatch(count -> count < 4_000, "elements, texts and listeners of some 30 rows");
        assertThat(keys.get(keys.size() / 2)).isLessThan(300); // 100 on a machine without other work

        everybodyIsShownAsPublished();
        administratorsSeeTheRates();
    }

    /** What a person does now and then. */
    private void work(int round) {
        keys.addAll(typeIntoNameFilter(FILTER));
        untilPeople("11");
        browser.click("#clear");
        browser.run("document.querySelector('#grid-body').scrollTop = arguments[0] * 100000", round);
        browser.click("#grid-titles [data-column=" + (round % 2 == 0 ? "status" : "name") + "] button");
    }

    private void sample() {
        browser.chromium("HeapProfiler.collectGarbage", Map.of());
        heaps.add(browser.chromium("Runtime.getHeapUsage", Map.of())
                .path("usedSize")
                .asLong());
        JsonNode counters = browser.chromium("Memory.getDOMCounters", Map.of());
        nodes.add(counters.path("nodes").asLong());
    }

    private void administratorsSeeTheRates() {
        browser.click("#sign-out");
        until("signed out", () -> !browser.texts("#sign-in-form").isEmpty());
        signIn(PageSetting.ADA, PageSetting.PASSWORD);
        until("signed in", () -> browser.texts("#view-admin").equals(List.of("Cluster")));
        browser.click("#view-admin");
        browser.resize(1280, 1320);
        until(
                "changes a second in a stretch of this hour",
                () -> browser.run(
                                        "return Number(document.querySelector('#admin .scale span:nth-child(2)').innerText.replace('highest ', ''))")
                                .asDouble()
                        > RATE / 3.0);
        picture("admin");
    }

    /** Whoever did not look at a person meanwhile sees the newest status too. */
    private void everybodyIsShownAsPublished() {
        browser.click("#grid-titles [data-column=name] button");
        List<Integer> some = last.keySet().stream().sorted().limit(5).toList();
        for (int user : some) {
            filter("name", "=person " + user);
            until(
                    "the last status of " + user,
                    () -> column("status").get(0).startsWith(String.valueOf(last.get(user))));
        }
    }
}
