package org.statusaggregator.node.contacts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the answer to a {@link ContactQuery}.
 *
 * @param contacts in order
 * @param next where the next part begins; null = this is the last one
 * @param matching how many contacts match
 * @param list the state of the list that was asked
 */
public record ContactPage(
        List<JoinedContact> contacts, ContactQuery.@Nullable Place next, int matching, ListSnapshot list) {}
