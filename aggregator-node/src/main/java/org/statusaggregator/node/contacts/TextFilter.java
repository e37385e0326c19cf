package org.statusaggregator.node.contacts;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.statusaggregator.core.directory.Fold;
import org.statusaggregator.node.request.BadFieldException;

/** A condition on the text of a column. Case and accents do not matter. */
public final class TextFilter {
    private static final int LONGEST = 256;

    private final Column column;
    private final Match match;
    private final String text;
    private final Pattern pattern;

    /** How a text matches. */
    public enum Match {
        /** Anywhere. */
        CONTAINS,
        /** As a whole. */
        EXACT,
        /** At the beginning. */
        PREFIX,
        /** As a whole, where * stands for any text. */
        WILDCARD
    }

    /**
     * A condition.
     *
     * @throws BadFieldException if the text is too long
     */
    public TextFilter(Column column, Match match, String text) {
        if (text.length() > LONGEST) {
            throw new BadFieldException("filters.text", text.substring(0, 40) + "…", "at most 256 characters");
        }
        this.column = column;
        this.match = match;
        this.text = Fold.of(text);
        List<String> parts = Arrays.asList(this.text.split("\\*+", -1));
        // possessive up to the next part would be wrong, and reluctant is linear enough with so short a pattern
        this.pattern =
                Pattern.compile(parts.stream().map(Pattern::quote).collect(Collectors.joining(".*?")), Pattern.DOTALL);
    }

    Column column() {
        return column;
    }

    boolean matches(String value) {
        String folded = Fold.of(value);
        return switch (match) {
            case CONTAINS -> folded.contains(text);
            case EXACT -> folded.equals(text);
            case PREFIX -> folded.startsWith(text);
            case WILDCARD -> pattern.matcher(folded).matches();
        };
    }
}
