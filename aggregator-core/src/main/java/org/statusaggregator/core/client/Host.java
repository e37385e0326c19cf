package org.statusaggregator.core.client;

/**
 * Where an aggregator node answers.
 *
 * @param name the bare host name, as its certificate has it
 * @param port between 1 and 65535
 */
public record Host(String name, int port) {
    /** Where nodes listen unless told otherwise. */
    public static final int DEFAULT_PORT = 7443;

    /** As an administrator types it: the port only if it is not {@link #DEFAULT_PORT}. */
    @Override
    public String toString() {
        return port == DEFAULT_PORT ? name : name + ":" + port;
    }
}
