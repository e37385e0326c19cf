package org.statusaggregator.core.directory;

/** What a poll could not use, counted; the first of each kind is kept as an example. For one thread. */
public final class MappingNotes {
    private static final int MOST_SHOWN = 80;

    private int withoutEmail;
    private int badEmails;
    private int unreadable;
    private int cut;
    private String example = "";

    void withoutEmail() {
        withoutEmail++;
    }

    void badEmail(String entry, String value) {
        badEmails++;
        if (example.isEmpty()) {
            String shown = value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) + "…" : value;
            example = entry + " has the e-mail address \"" + shown.replaceAll("\\p{Cc}", "?") + "\"";
        }
    }

    void unreadable() {
        unreadable++;
    }

    void cut() {
        cut++;
    }

    /** Contacts without an address: they never have a status. */
    public int withoutEmailCount() {
        return withoutEmail;
    }

    /** What else is to be told; "" = nothing. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (badEmails > 0) {
            text.append(badEmails)
                    .append(" e-mail addresses could not be used (")
                    .append(example)
                    .append(')');
        }
        if (unreadable > 0) {
            text.append(text.isEmpty() ? "" : "; ").append(unreadable).append(" values are no text");
        }
        if (cut > 0) {
            text.append(text.isEmpty() ? "" : "; ").append(cut).append(" values were cut at 1024 characters");
        }
        return text.toString();
    }
}
