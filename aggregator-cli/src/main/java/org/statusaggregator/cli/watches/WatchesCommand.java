package org.statusaggregator.cli.watches;

import picocli.CommandLine.Command;

/** {@code aggregator watches}. */
@Command(name = "watches", mixinStandardHelpOptions = true, description = "Who follows statuses, and how far behind.")
public final class WatchesCommand {}
