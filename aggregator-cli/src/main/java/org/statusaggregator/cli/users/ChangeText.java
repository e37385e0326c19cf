package org.statusaggregator.cli.users;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;

/** Changes of statuses in words. */
final class ChangeText {
    private ChangeText() {}

    /**
     * What became different for a person who looks.
     *
     * @param before the user's status until now; null = none was known
     * @return empty if nothing that is shown changed
     */
    static String of(@Nullable Status before, Status now, Clock clock) {
        List<String> changes = new ArrayList<>();
        if (before == null) {
            changes.add(key(now.key()));
        } else if (!before.key().text().equals(now.key().text())) {
            changes.add(key(now.key()) + " (was " + key(before.key()) + ")");
        }
        if (before == null ? now.loggedOn() : before.loggedOn() != now.loggedOn()) {
            changes.add(now.loggedOn() ? "logged on" : "logged off");
        }
        if (before == null ? now.onPhone() : before.onPhone() != now.onPhone()) {
            changes.add(now.onPhone() ? "on the phone" : "off the phone");
        }
        String rest = until(now.key(), clock) + detail(now.key());
        boolean restChanged = before == null || !rest.equals(until(before.key(), clock) + detail(before.key()));
        if (changes.isEmpty() && !restChanged) {
            return "";
        }
        String what = changes.isEmpty() ? key(now.key()) : String.join(", ", changes);
        return now.email() + " " + what + rest + " at " + now.cicServer() + because(now.source());
    }

    static String of(RemovedUser removed, @Nullable Status before) {
        String email = before == null ? removed.email() : before.email();
        return (email.isEmpty() ? removed.userId() : email) + " removed from " + removed.cicServer();
    }

    static String of(String cicServer, CicServerState state) {
        return switch (state) {
            case SYNCHRONIZING -> cicServer + " has opened a session";
            case LIVE -> cicServer + " is live";
            case STALE -> cicServer + " has lost its connection; its users are shown as last known";
            case EXPIRED -> cicServer + " is gone; its users are logged off";
        };
    }

    private static String key(StatusKey key) {
        return key.text().isEmpty() ? "without status" : key.text();
    }

    private static String until(StatusKey key, Clock clock) {
        Until until = key.until();
        String text = until == null ? "" : People.until(until, clock);
        return text.isEmpty() ? "" : " until " + text;
    }

    private static String detail(StatusKey key) {
        return key.detail().isEmpty() ? "" : ": " + key.detail();
    }

    private static String because(Source source) {
        return switch (source) {
            case REPORTED -> "";
            case LEASE_EXPIRED -> " (the CIC server is gone)";
            case RESTORED -> " (restored)";
        };
    }
}
