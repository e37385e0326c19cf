package org.statusaggregator.cli.certs;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.pki.BadProfileException;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.tls.Role;

/**
 * certs generate for a person at a terminal: a root directory, then a list of servers to which names are added and from which they are removed, then
 * Accept.
 */
final class GenerateDialog {
    private static final String DEFAULT_ROOT = "certificates";
    private static final Map<String, Role> ROLES = Map.of(
            "n",
            Role.MEMBER,
            "node",
            Role.MEMBER,
            "c",
            Role.CIC,
            "cic",
            Role.CIC,
            "a",
            Role.ADMIN,
            "admin",
            Role.ADMIN);

    private final PrintWriter out;
    private final LinePrompt prompt;
    private final Map<String, CertificateProfile> servers = new LinkedHashMap<>();

    GenerateDialog(PrintWriter out, LinePrompt prompt) {
        this.out = out;
        this.prompt = prompt;
    }

    Path root() {
        while (true) {
            String typed = ask("Root Directory [" + DEFAULT_ROOT + "]: ");
            try {
                return Path.of(typed.isEmpty() ? DEFAULT_ROOT : typed);
            } catch (InvalidPathException e) {
                say("That is no path: " + e.getReason());
            }
        }
    }

    /** The servers that the person accepted, in the order in which they were added; at least one. */
    List<CertificateProfile> servers() {
        say("");
        say("Servers To Generate Subsystems Certificate For");
        say("  NAME                   adds a server; a switchover pair is NAME=HOST,HOST");
        say("  remove NAME            takes one off the list again");
        say("  (an empty line)        accepts the list");
        while (true) {
            String line = ask("Server [" + servers.size() + " in the list]: ");
            if (line.isEmpty() && !servers.isEmpty()) {
                return new ArrayList<>(servers.values());
            }
            if (line.startsWith("remove ")) {
                remove(line.substring("remove ".length()).strip());
            } else if (!line.isEmpty()) {
                add(line);
            }
        }
    }

    /** Shows a message that has to be acknowledged. */
    void message(String text) {
        String unused = ask(text + " [OK] ");
    }

    private void add(String name) {
        String typed = ask("Is " + name + " an aggregator node (n), a CIC server (c) or an admin (a)? [c] ");
        Role role = ROLES.get(typed.isEmpty() ? "c" : typed.toLowerCase(Locale.ROOT));
        if (role == null) {
            say("\"" + typed + "\" (expected: n, c or a)");
            return;
        }
        try {
            CertificateProfile profile = CertificateProfile.of(role, name);
            CertificateProfile before = servers.put(profile.name().toLowerCase(Locale.ROOT), profile);
            say(before == null ? "Added." : "It was in the list already; it is there once.");
        } catch (BadProfileException e) {
            say(String.valueOf(e.getMessage()));
        }
        list();
    }

    private void remove(String name) {
        say(servers.remove(name.toLowerCase(Locale.ROOT)) == null ? name + " is not in the list." : "Removed.");
        list();
    }

    private void list() {
        servers.values()
                .forEach(server -> say("  " + Texts.kind(server.role()) + " " + server.name()
                        + (server.hosts().isEmpty() ? "" : " (" + String.join(", ", server.hosts()) + ")")));
    }

    private String ask(String question) {
        out.flush();
        String typed = prompt.ask(question);
        if (typed == null) {
            throw new CommandFailure(ExitCode.USAGE, "the input ended (expected: an answer); nothing more was made");
        }
        return typed;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
