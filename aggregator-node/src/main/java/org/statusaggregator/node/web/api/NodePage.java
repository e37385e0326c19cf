package org.statusaggregator.node.web.api;

/**
 * A node of the cluster as people who use the page need to know it.
 *
 * @param name the node's name
 * @param address of its page; "" = it has none
 * @param answering whether it is this node
 */
public record NodePage(String name, String address, boolean answering) {}
