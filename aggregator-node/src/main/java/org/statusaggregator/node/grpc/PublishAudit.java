package org.statusaggregator.node.grpc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Refusal;
import org.statusaggregator.node.audit.Audit;
import org.statusaggregator.node.audit.Repeats;
import org.statusaggregator.v1.ItemError;

/** Notes in the audit log who publishes under a name that is not its own, or without a session of its own. Thread-safe. */
final class PublishAudit {
    private static final String FOREIGN_NAME = "LOGON_SERVER_UNKNOWN";

    private final Repeats repeats = new Repeats(System::nanoTime);

    /** Notes the first status among these errors that names another CIC server. */
    void refused(Peer peer, List<ItemError> errors) {
        for (ItemError error : errors) {
            if (error.getReason().equals(FOREIGN_NAME)) {
                note(peer, error.getMessage());
                return;
            }
        }
    }

    /** Notes a batch that was refused because the session is not, or no longer, that of this CIC server. Null notes nothing. */
    void refused(Peer peer, @Nullable Refusal refusal) {
        if (refusal == Refusal.SESSION_LOST || refusal == Refusal.SESSION_TAKEN_OVER) {
            note(peer, refusal + ": no live session of " + peer.identity().name() + " has this session_id");
        }
    }

    private void note(Peer peer, String reason) {
        long untold = repeats.happened(peer.identity().name() + reason);
        if (untold != Repeats.REPETITION) {
            Audit.of("call-refused")
                    .port("grpc")
                    .about("PublishStatuses")
                    .peer(peer.certificate(), peer.address())
                    .leftOut(untold)
                    .refused(reason);
        }
    }
}
