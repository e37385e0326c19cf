package org.statusaggregator.node.limits;

/**
 * The limits of a node. Keys and defaults: {@code limits} in {@code reference.conf}.
 *
 * @param changesPerSecond of each CIC server, through this node; a second's worth may come at once
 * @param watchesPerCertificate open watches of one certificate's name
 * @param watches open watches of all together
 * @param snapshotsAtOnce watches that are being sent everything at the same time; further ones wait for their turn
 */
public record Limits(int changesPerSecond, int watchesPerCertificate, int watches, int snapshotsAtOnce) {}
