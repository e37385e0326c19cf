package org.statusaggregator.cli.config;

import picocli.CommandLine.Command;

/** {@code aggregator config}. */
@Command(name = "config", mixinStandardHelpOptions = true, description = "A node's configuration file.")
public final class ConfigCommand {}
