package org.statusaggregator.cli.cic;

import picocli.CommandLine.Command;

/** {@code aggregator cic}. */
@Command(name = "cic", mixinStandardHelpOptions = true, description = "CIC servers and their sessions.")
public final class CicCommand {}
