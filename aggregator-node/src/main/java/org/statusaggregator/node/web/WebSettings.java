package org.statusaggregator.node.web;

import java.net.InetSocketAddress;
import org.statusaggregator.node.web.api.ApiSettings;

/**
 * Settings of the page's port.
 *
 * @param address where to listen; port 0 = any free one
 * @param httpsOnly whether browsers are told to use nothing but HTTPS with this host
 * @param api settings of the calls
 */
public record WebSettings(InetSocketAddress address, boolean httpsOnly, ApiSettings api) {}
