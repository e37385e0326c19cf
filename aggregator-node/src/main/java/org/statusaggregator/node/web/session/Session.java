package org.statusaggregator.node.web.session;

import java.util.List;

/**
 * A person who signed in, as it stands in the signed cookie: any node that knows the cluster's key reads it, none keeps it.
 *
 * @param id random; what a log-out names
 * @param person identifies the person: a distinguished name
 * @param name as people see it
 * @param admin whether the person may administer
 * @param groups those of the person's groups that the configuration names
 * @param expiresSeconds when it ends, in seconds since 1970
 */
public record Session(String id, String person, String name, boolean admin, List<String> groups, long expiresSeconds) {
    /** Copies the groups. */
    public Session {
        groups = List.copyOf(groups);
    }
}
