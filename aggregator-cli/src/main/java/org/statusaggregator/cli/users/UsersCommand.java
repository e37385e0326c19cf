package org.statusaggregator.cli.users;

import picocli.CommandLine.Command;

/** {@code aggregator users}. */
@Command(name = "users", mixinStandardHelpOptions = true, description = "Users and their statuses.")
public final class UsersCommand {}
