package org.statusaggregator.node.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.AdditionalInformation;
import org.statusaggregator.core.directory.AttributeMapping;
import org.statusaggregator.core.directory.BadSettingException;
import org.statusaggregator.core.directory.PollSchedule;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.ldap.LdapSyntax;

/** Reads one contact list source. */
final class ListReader {
    private static final String DRIVER = "IC LDAP Contacts";
    private static final Set<String> INFORMATION = Set.of(
            "ATTRIBUTE_MAPPING_FILE",
            "NEXT_POLLING_TIME",
            "POLLING_INTERVAL",
            "SEARCH_DN",
            "SEARCH_FILTER",
            "SEARCH_SCOPE");
    private static final String I3PERSON = "i3person";
    /** The mappings that are shipped, by the name that a configuration gives them. */
    private static final Map<String, String> SHIPPED = Map.of(
            I3PERSON,
            "i3person_map.txt",
            "inetorgperson",
            "inetorgperson_map.txt",
            "activedirectory",
            "active_directory_map.txt");

    private static final String ACTIVE_USERS =
            "(&(objectCategory=person)(objectClass=user)" + "(!(userAccountControl:1.2.840.113556.1.4.803:=2)))";

    private final String name;
    private final Block block;
    private final DataSource source;
    private final Path base;
    private final List<String> warnings;

    ListReader(String name, Block block, DataSource source, Path base, List<String> warnings) {
        this.name = name;
        this.block = block;
        this.source = source;
        this.base = base;
        this.warnings = warnings;
    }

    /** The list; null if there is a problem, which has been taken down. */
    @Nullable ContactListSource read() {
        AdditionalInformation information = block.information();
        information
                .beyond(INFORMATION)
                .forEach(other -> warnings.add(block.path() + ".additional-information: " + other + " has no effect"));
        if (!block.text("driver").equalsIgnoreCase(DRIVER)) {
            block.problem("driver", block.text("driver"), "\"" + DRIVER + "\"");
        }
        String mappingName = block.text("mapping", information, "ATTRIBUTE_MAPPING_FILE");
        @Nullable AttributeMapping mapping = mapping(mappingName);
        ContactListSource.Search search = search(information, mappingName);
        @Nullable PollSchedule schedule = schedule(information);
        ContactListSource.Audience audience =
                new ContactListSource.Audience(block.yes("public"), block.texts("groups"));
        for (String group : audience.groups()) {
            if (!LdapSyntax.isName(group)) {
                block.problem("groups", group, "distinguished names of groups");
            }
        }
        boolean hasStatus = block.yes("has-status");
        int shrink = block.number("most-shrink-percent", 0, 100);
        String label = block.text("label").isEmpty() ? name : block.text("label");
        if (mapping == null || schedule == null) {
            return null;
        }
        return new ContactListSource(name, label, audience, hasStatus, source, search, mapping, schedule, shrink);
    }

    private @Nullable PollSchedule schedule(AdditionalInformation information) {
        try {
            return PollSchedule.parse(
                    block.text("next-polling-time", information, "NEXT_POLLING_TIME"),
                    block.text("polling-interval", information, "POLLING_INTERVAL"));
        } catch (BadSettingException e) {
            block.problem(e);
            return null;
        }
    }

    private ContactListSource.Search search(AdditionalInformation information, String mapping) {
        DataSource.Server server = source.server();
        String own = block.text("search-dn", information, "SEARCH_DN");
        String dn = own.isEmpty() && server != null ? server.searchDn() : own;
        if (server != null && dn.isEmpty()) {
            block.problem("search-dn", "", "where contacts are, here or with the data source " + source.name());
        } else if (!LdapSyntax.isName(dn)) {
            block.problem("search-dn", dn, "a distinguished name such as ou=people,dc=example,dc=com");
        }
        String filter = block.text("search-filter", information, "SEARCH_FILTER");
        if (filter.isEmpty()) {
            boolean active = server != null && server.subtype() == DataSource.Subtype.ACTIVE_DIRECTORY;
            filter = active ? ACTIVE_USERS : "(objectClass=" + (isDefault(mapping) ? I3PERSON : "person") + ")";
        } else if (!LdapSyntax.isFilter(filter)) {
            block.problem("search-filter", filter, "an LDAP filter such as (objectClass=person)");
        }
        return new ContactListSource.Search(dn, filter, scope(information));
    }

    private static boolean isDefault(String mapping) {
        return mapping.isEmpty() || mapping.equalsIgnoreCase(I3PERSON);
    }

    private ContactListSource.Scope scope(AdditionalInformation information) {
        String scope = block.text("search-scope", information, "SEARCH_SCOPE");
        return switch (scope.toUpperCase(Locale.ROOT)) {
            case "BASE" -> ContactListSource.Scope.BASE;
            case "ONE", "ONELEVEL" -> ContactListSource.Scope.ONE;
            case "", "SUB", "SUBTREE" -> ContactListSource.Scope.SUB;
            default -> {
                block.problem("search-scope", scope, "BASE, ONE or SUB");
                yield ContactListSource.Scope.SUB;
            }
        };
    }

    private @Nullable AttributeMapping mapping(String given) {
        String wanted = given.isEmpty() ? I3PERSON : given;
        try {
            String plain = wanted.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
            @Nullable String shipped = SHIPPED.get(plain);
            return shipped != null
                    ? AttributeMapping.parse(shipped, shipped(shipped))
                    : AttributeMapping.parse(wanted, Files.readString(base.resolve(wanted)));
        } catch (BadSettingException e) {
            block.problem(e);
        } catch (IOException | InvalidPathException e) {
            block.problem(
                    "mapping",
                    wanted,
                    "i3person, inetOrgPerson, ActiveDirectory, or the path of a readable mapping file");
        }
        return null;
    }

    private static String shipped(String file) throws IOException {
        try (InputStream in = ListReader.class.getResourceAsStream("/mappings/" + file)) {
            if (in == null) {
                throw new IOException("/mappings/" + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
