package org.statusaggregator.it.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks for what keeps people with disabilities from using a page, by the rules of WCAG 2.1 A and AA that a program can check. */
public final class Axe {
    private static final String RUN = "const done = arguments[0];"
            + "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
            + ".then(r => done({passes: r.passes.length, violations: r.violations.map("
            + "v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))}))"
            + ".catch(e => done({passes: 0, violations: [String(e)]}))";

    private Axe() {}

    /** What is wrong with the page as it is now; a page at which nothing could be checked is wrong too. */
    public static List<String> problems(Browser browser) {
        browser.run(script());
        JsonNode result = browser.runAsync(RUN);
        List<String> problems = new ArrayList<>();
        result.path("violations").forEach(problem -> problems.add(problem.asText()));
        if (result.path("passes").asInt() < 5) {
            problems.add("only " + result.path("passes").asInt() + " rules passed");
        }
        return problems;
    }

    private static String script() {
        try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (file == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
