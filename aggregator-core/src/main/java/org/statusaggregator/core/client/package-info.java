/**
 * What an application uses: publish the statuses of one CIC server, follow everybody's.
 *
 * <pre>{@code
 * ServerList servers = ServerList.parse("sa1;sa2");                          // the server parameter StatusAggregatorServer
 * KeyMaterial certificate = KeyMaterial.read(Path.of("/etc/status-aggregator/certs"));
 * try (AggregatorClient client = AggregatorClient.builder(servers, certificate).clientName("my-cic 1.0").build()) {
 *     PublishSession session = client.openSession(SessionOptions.takeOver());
 *     session.replaceAll(allUsers);                                          // first all users of this CIC server,
 *     session.put(Status.of("anna", "anna@example.com")                      // then each change
 *             .withKey(StatusKey.of("Available", false)).withLogonServer("cic1"));
 *     client.watch(WatchOptions.everything(), status -> System.out.println(status));
 *     Thread.currentThread().join();                                         // until the program is told to stop
 * }
 * }</pre>
 *
 * <p>Inside, a client has one thread, its {@link org.statusaggregator.core.client.Loop}, which also reads and writes the sockets. On it live three
 * state machines: the {@link org.statusaggregator.core.client.Connection} to one of the hosts, the {@link
 * org.statusaggregator.core.client.Publisher} behind a {@link org.statusaggregator.core.client.PublishSession}, and the {@link
 * org.statusaggregator.core.client.StatusWatch}. Application threads meet them in one place, the {@link
 * org.statusaggregator.core.client.Outbox}, the only object with a lock. {@link org.statusaggregator.core.client.Failure} alone knows what an
 * error means.
 */
@NullMarked
package org.statusaggregator.core.client;

import org.jspecify.annotations.NullMarked;
