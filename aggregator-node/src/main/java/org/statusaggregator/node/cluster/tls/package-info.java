/**
 * Mutual TLS 1.3 between the members of the cluster. Hazelcast Community has none (it refuses the option, and ignores a socket interceptor without a word), so
 * this package puts a decoder first into each connection's inbound pipeline and an encoder last into its outbound pipeline. Nobody else in the project
 * touches Hazelcast's internals.
 *
 * <p>Rules that everything here keeps: no plaintext passes, in or out, before the peer's certificate passed the {@link
 * org.statusaggregator.node.cluster.tls.PeerCheck}; neither pipeline waits for the other, it stops ({@code BLOCKED}) and whoever changes what it waits for
 * wakes it up.
 *
 * <p>The internal classes used, all of 5.7.0 ({@code HazelcastInternalsTest} says which of them an upgrade has changed):
 *
 * <ul>
 *   <li>{@code instance.impl.HazelcastInstanceFactory}, {@code DefaultNodeContext}, {@code DefaultNodeExtension}, {@code Node}: start a member with our
 *       extension, whose {@code createChannelInitializerFn} is where pipelines are furnished, and whose {@code shutdown} runs just before the sockets close.
 *   <li>{@code internal.networking.ChannelInitializer}, {@code internal.server.ServerContext}, {@code instance.EndpointQualifier}: the types of that method.
 *   <li>{@code internal.networking.Channel}, {@code ChannelCloseListener}, {@code ChannelOption}, {@code InboundHandler}, {@code OutboundHandler}, {@code HandlerStatus}: the pipelines.
 *       Their behaviour (who calls whom on which thread, what BLOCKED, DIRTY and a wake-up do) is in {@code networking.nio.NioInboundPipeline}, {@code
 *       NioOutboundPipeline} and {@code NioPipeline}.
 *   <li>{@code internal.server.ServerConnection}: closing it with a reason and no cause is what keeps Hazelcast from logging a stack trace for each peer
 *       that we refuse.
 * </ul>
 */
@NullMarked
package org.statusaggregator.node.cluster.tls;

import org.jspecify.annotations.NullMarked;
