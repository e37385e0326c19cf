package org.statusaggregator.cli.output;

/**
 * Text from the network, made harmless for a terminal: a control character could move the cursor, change the window's title or hide what
 * stands before it, and a direction mark could show a name backwards. Each becomes its visible escape.
 */
public final class SafeText {
    private SafeText() {}

    /** The text with every character that a terminal would obey written as {@code \}{@code u001b}. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(SafeText::isObeyed)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isObeyed(point)) {
                safe.append(String.format("\\u%04x", point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    /** The same for a whole document in which line feeds are layout, and in which that escape means the same character (JSON, YAML). */
    static String document(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        int lineStart = 0;
        for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', lineStart)) {
            safe.append(of(text.substring(lineStart, feed))).append('\n');
            lineStart = feed + 1;
        }
        return safe.append(of(text.substring(lineStart))).toString();
    }

    private static boolean isObeyed(int point) {
        return Character.isISOControl(point)
                || point == 0x061c
                || point == 0x200e
                || point == 0x200f
                || (point >= 0x2028 && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069);
    }
}
