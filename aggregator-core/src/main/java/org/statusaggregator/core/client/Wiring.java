package org.statusaggregator.core.client;

import java.util.random.RandomGenerator;

/**
 * What session and watch of one client share.
 *
 * @param loop the client's thread
 * @param connection to the current host
 * @param listener of the application
 * @param random for waits
 * @param clientName for people
 */
record Wiring(Loop loop, Connection connection, ClientListener listener, RandomGenerator random, String clientName) {}
