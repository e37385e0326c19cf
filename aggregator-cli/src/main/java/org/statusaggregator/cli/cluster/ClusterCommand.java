package org.statusaggregator.cli.cluster;

import picocli.CommandLine.Command;

/** {@code aggregator cluster}. */
@Command(name = "cluster", mixinStandardHelpOptions = true, description = "The cluster and its members.")
public final class ClusterCommand {}
