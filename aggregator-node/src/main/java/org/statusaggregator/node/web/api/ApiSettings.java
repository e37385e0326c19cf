package org.statusaggregator.node.web.api;

import java.time.Duration;

/**
 * Settings of the calls.
 *
 * @param sharedAddress of the page under a name that leads to any node; "" = there is none
 * @param sessionTime how long a person stays signed in
 * @param mostStreams open at the same time at this node
 * @param mostStreamsOfOne of these, of one person
 * @param version of the program
 */
public record ApiSettings(
        String sharedAddress, Duration sessionTime, int mostStreams, int mostStreamsOfOne, String version) {}
