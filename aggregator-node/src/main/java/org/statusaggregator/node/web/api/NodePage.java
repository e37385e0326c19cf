package org.statusaggregator.node.web.api;

/**
 * A node of the cluster as people who use the page need to know it.
 *
 * @param name the node's name
 * @param address of its page; "" = it has none
 * @param answering whether it is this node
 * @param version of its program
 * @param oldest whether it is the cluster's oldest node, which polls contact lists
 */
public record NodePage(String name, String address, boolean answering, String version, boolean oldest) {}
