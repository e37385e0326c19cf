package org.statusaggregator.core.client;

/** A list of aggregator hosts that cannot be used. The message names the setting, its value and what was expected. */
public final class BadServerListException extends IllegalArgumentException {
    BadServerListException(String list, String problem) {
        super(ServerList.SETTING + " = \"" + list + "\": " + problem);
    }
}
