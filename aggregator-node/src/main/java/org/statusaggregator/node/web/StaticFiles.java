package org.statusaggregator.node.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;

/** The files of the page, read once from the program itself. Only what is listed here is ever served. */
final class StaticFiles {
    private static final String LIBRARY = "/META-INF/resources/webjars/tanstack__virtual-core/3.13.12/dist/esm/";
    private static final List<String> OWN = List.of(
            "index.html",
            "page.css",
            "icon.svg",
            "js/admin.js",
            "js/api.js",
            "js/choice.js",
            "js/columns.js",
            "js/connection.js",
            "js/details.js",
            "js/dom.js",
            "js/feed.js",
            "js/groups.js",
            "js/main.js",
            "js/menu.js",
            "js/people.js",
            "js/plot.js",
            "js/process.js",
            "js/settings.js",
            "js/sign-in.js",
            "js/sse.js",
            "js/status.js",
            "js/table.js",
            "js/text.js",
            "js/toasts.js",
            "js/view.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, File> files = new HashMap<>();

    private record File(String etag, Answer answer) {}

    StaticFiles() {
        OWN.forEach(name -> add("/" + name, "/org/statusaggregator/node/web/page/" + name));
        add("/lib/virtual-core/index.js", LIBRARY + "index.js");
        add("/lib/virtual-core/utils.js", LIBRARY + "utils.js");
        files.put("/", Objects.requireNonNull(files.get("/index.html")));
    }

    private void add(String path, String resource) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing in the program");
            }
            byte[] content = in.readAllBytes();
            String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            String etag = '"' + hash(content) + '"';
            Answer answer = Answer.of(200, Objects.requireNonNull(type, path), content)
                    .with("ETag", etag)
                    .with("Cache-Control", "no-cache");
            files.put(path, new File(etag, answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    void handle(Exchange exchange) {
        File file = files.get(exchange.path());
        if (file == null) {
            exchange.answer(Answer.text(404, "text/plain", "There is nothing here. The page is at /\n"));
        } else if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            exchange.answer(Answer.text(405, "text/plain", "GET only\n").with("Allow", "GET, HEAD"));
        } else if (exchange.header("If-None-Match").contains(file.etag())) {
            exchange.answer(Answer.notModified(file.etag()));
        } else {
            exchange.answer(file.answer());
        }
    }
}
