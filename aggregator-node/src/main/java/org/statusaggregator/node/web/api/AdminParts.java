package org.statusaggregator.node.web.api;

import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.statusaggregator.node.contacts.ContactPolls;

/**
 * What the view for administrators shows beside what everybody sees.
 *
 * @param polls of contact lists
 * @param isMember whether a node of this name is in the cluster
 * @param certificates when certificates end that this node shows or trusts, by what and whose they are
 */
public record AdminParts(ContactPolls polls, Predicate<String> isMember, Supplier<Map<String, Instant>> certificates) {}
