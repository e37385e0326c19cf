package org.statusaggregator.cli.demo;

import java.util.List;
import java.util.Optional;
import org.statusaggregator.cli.processes.Members;
import org.statusaggregator.v1.CicServer;
import org.statusaggregator.v1.CicServerState;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.ListCicServersRequest;
import org.statusaggregator.v1.ListContactListPollsRequest;

/**
 * Whether everything is visible everywhere.
 *
 * @param plan says what there should be
 * @param people how many people the directory has
 * @param members to ask
 */
record Readiness(DemoPlan plan, int people, Members members) {
    /** What is missing until every node lists every user of every CIC server; empty = nothing. */
    List<String> missingUsers() {
        return members.each((node, connection) -> {
            long users = connection
                    .admin(admin -> admin.listCicServers(ListCicServersRequest.getDefaultInstance()))
                    .getCicServersList()
                    .stream()
                    .filter(this::isComplete)
                    .mapToLong(CicServer::getUsers)
                    .sum();
            return users == plan.allUsers()
                    ? Optional.empty()
                    : Optional.of(node.name() + " has " + users + " of " + plan.allUsers() + " users");
        });
    }

    /** What is missing until every node shows everybody of the directory; empty = nothing. */
    List<String> missingContacts() {
        return members.each((node, connection) -> {
            int contacts = connection
                    .admin(admin -> admin.listContactListPolls(ListContactListPollsRequest.getDefaultInstance()))
                    .getPollsList()
                    .stream()
                    .mapToInt(ContactListPoll::getContacts)
                    .sum();
            return contacts == people
                    ? Optional.empty()
                    : Optional.of(node.name() + " has " + contacts + " of " + people + " contacts");
        });
    }

    private boolean isComplete(CicServer cicServer) {
        return plan.cicServers().contains(cicServer.getName())
                && cicServer.getState() == CicServerState.LIVE
                && cicServer.getUsers() == plan.users();
    }
}
