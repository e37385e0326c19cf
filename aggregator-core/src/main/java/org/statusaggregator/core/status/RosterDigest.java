package org.statusaggregator.core.status;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Short texts that are equal where rosters are: for comparing copies that lie on different nodes. Hexadecimal, from SHA-256. */
public final class RosterDigest {
    private static final int BYTES = 16;

    private final MessageDigest digest;

    private RosterDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of what is shown: every user's row with its version, removals left out. */
    public static String ofRows(List<Row> rows) {
        RosterDigest digest = new RosterDigest();
        rows.stream().filter(row -> !row.isRemoved()).forEach(digest::add);
        return digest.text();
    }

    /** Of everything: header, rows and removals, and whom a running snapshot has named. */
    public static String ofState(RosterChange whole) {
        RosterDigest digest = new RosterDigest();
        digest.add(whole.header().toString());
        whole.rows().forEach(digest::add);
        new TreeSet<>(whole.mentioned()).forEach(digest::add);
        return digest.text();
    }

    private void add(Row row) {
        add(row.toString());
        digest.update(row.body());
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private String text() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
