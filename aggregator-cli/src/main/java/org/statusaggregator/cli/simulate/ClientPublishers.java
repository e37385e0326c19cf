package org.statusaggregator.cli.simulate;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.statusaggregator.core.client.AggregatorClient;
import org.statusaggregator.core.client.PublishSession;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.client.SessionOptions;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.tls.KeyRing;

/** Opens publishing sessions with the client library; takes over from another publisher of the same CIC server. */
final class ClientPublishers implements Publishers {
    @Override
    public Publisher open(ServerList hosts, KeyRing keys, PublisherEvents events) {
        AggregatorClient client = AggregatorClient.builder(hosts, keys)
                .clientName("simulator")
                .listener(new ClientEvents(events))
                .build();
        return new ClientPublisher(client, client.openSession(SessionOptions.takeOver()));
    }

    /** A session and its client, which live and end together. */
    private static final class ClientPublisher implements Publisher {
        private final AggregatorClient client;
        private final PublishSession session;

        ClientPublisher(AggregatorClient client, PublishSession session) {
            this.client = client;
            this.session = session;
        }

        @Override
        public void replaceAll(Collection<Status> statuses) {
            session.replaceAll(statuses);
        }

        @Override
        public void put(Status status) {
            session.put(status);
        }

        @Override
        public void remove(String userId) {
            session.remove(userId);
        }

        @Override
        public CompletableFuture<Void> flush() {
            return session.flush().toCompletableFuture();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
