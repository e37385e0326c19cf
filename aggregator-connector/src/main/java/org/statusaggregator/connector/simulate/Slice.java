package org.statusaggregator.connector.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several equal parts of a list, so that several CIC servers can share the people of one directory. The parts are disjoint and
 * together complete.
 *
 * @param part which part, from 1
 * @param parts how many there are; at most {@link #MAX_PARTS}
 */
public record Slice(int part, int parts) {
    /** Everything. */
    public static final Slice ALL = new Slice(1, 1);

    /** The most parts. */
    public static final int MAX_PARTS = 1_000;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    /** Checks the numbers. */
    public Slice {
        if (parts < 1 || parts > MAX_PARTS || part < 1 || part > parts) {
            throw new IllegalArgumentException("slice: " + part + "/" + parts + " (expected: 1/1 to " + MAX_PARTS + "/"
                    + MAX_PARTS + ", such as 2/3)");
        }
    }

    /**
     * Reads {@code 2/3}.
     *
     * @throws IllegalArgumentException if the text is not of this form
     */
    public static Slice parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("slice: " + text + " (expected: part/parts, such as 2/3)");
        }
        return new Slice(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Every {@code parts}-th element of the list, from number {@code part}. */
    public <T> List<T> of(List<T> all) {
        List<T> mine = new ArrayList<>(all.size() / parts + 1);
        for (int i = part - 1; i < all.size(); i += parts) {
            mine.add(all.get(i));
        }
        return mine;
    }

    @Override
    public String toString() {
        return part + "/" + parts;
    }
}
