package org.statusaggregator.node.access;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.statusaggregator.core.tls.Role;

/** Which roles may make which calls. The one table. */
public final class Access {
    private static final Set<Role> PUBLISHERS = EnumSet.of(Role.CIC);
    private static final Set<Role> READERS = EnumSet.of(Role.CIC, Role.ADMIN);
    private static final Set<Role> ADMINS = EnumSet.of(Role.ADMIN);
    private static final Set<Role> EVERYBODY = EnumSet.allOf(Role.class);

    private static final Map<String, Set<Role>> CALLS = Map.of(
            "OpenSession", PUBLISHERS,
            "KeepSessionAlive", PUBLISHERS,
            "CloseSession", PUBLISHERS,
            "PublishStatuses", PUBLISHERS,
            "Watch", READERS,
            "UpdateWatch", READERS,
            "GetStatuses", READERS,
            "ListStatuses", READERS,
            "ListContactLists", READERS,
            "ListContacts", READERS);

    private Access() {}

    /**
     * The roles that may make a call. What is not in the table is for administrators.
     *
     * @param service full name of the service
     * @param call name of the call
     */
    public static Set<Role> roles(String service, String call) {
        if (service.startsWith("grpc.")) {
            return EVERYBODY; // health and reflection
        }
        return service.endsWith(".StatusService") ? CALLS.getOrDefault(call, ADMINS) : ADMINS;
    }
}
