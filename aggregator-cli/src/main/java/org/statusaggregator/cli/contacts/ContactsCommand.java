package org.statusaggregator.cli.contacts;

import picocli.CommandLine.Command;

/** {@code aggregator contacts}. */
@Command(
        name = "contacts",
        mixinStandardHelpOptions = true,
        description = "Contact lists: people as directories know them, with their statuses.")
public final class ContactsCommand {}
