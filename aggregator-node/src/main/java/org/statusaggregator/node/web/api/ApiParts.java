package org.statusaggregator.node.web.api;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.statusaggregator.node.contacts.ContactDirectory;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.web.session.SessionKeeper;
import org.statusaggregator.node.web.session.StillTrusted;

/**
 * What the calls need of the node.
 *
 * @param view statuses, on their loop
 * @param loop that loop
 * @param hub watches
 * @param directory contacts
 * @param signIn asks who a person is
 * @param sessions of people who signed in
 * @param trusted looks at certificates again
 * @param audit of this port
 * @param nodes of the cluster now
 * @param admin what administrators see beside that
 * @param settings of the page
 * @param executor for short work
 */
public record ApiParts(
        StatusView view,
        ViewLoop loop,
        WatchHub hub,
        ContactDirectory directory,
        SignIn signIn,
        SessionKeeper sessions,
        StillTrusted trusted,
        PageAudit audit,
        Supplier<List<NodePage>> nodes,
        AdminParts admin,
        ApiSettings settings,
        Executor executor) {}
