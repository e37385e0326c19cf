package org.statusaggregator.cli.certs;

import picocli.CommandLine.Command;

/** {@code aggregator certs}. */
@Command(
        name = "certs",
        mixinStandardHelpOptions = true,
        description = "Certificates: a private CA, and a folder for every server and admin.")
public final class CertsCommand {}
