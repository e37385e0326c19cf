package org.statusaggregator.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.AdditionalInformation;
import org.statusaggregator.core.tls.PrivateFiles;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.Secret;
import org.statusaggregator.node.ldap.LdapSyntax;

/** Reads one data source. */
final class DataSourceReader {
    private static final Set<String> INFORMATION = Set.of("AUTH", "SEARCH", "LOAD", "BIND");

    private final String name;
    private final Block block;
    private final Path base;
    private final List<String> warnings;

    DataSourceReader(String name, Block block, Path base, List<String> warnings) {
        this.name = name;
        this.block = block;
        this.base = base;
        this.warnings = warnings;
    }

    /** The data source; null if there is a problem, which has been taken down. */
    @Nullable DataSource read() {
        DataSource.Kind kind = block.choice("type", DataSource.Kind.class);
        boolean unused = block.yes("read-only"); // has no effect, but must be yes or no
        if (kind == null) {
            return null;
        }
        if (kind == DataSource.Kind.LDAP) {
            return new DataSource(name, kind, server(), null);
        }
        String file = block.text("file");
        if (file.isEmpty() || !Files.isReadable(base.resolve(file))) {
            block.problem("file", file, "a readable file");
            return null;
        }
        return new DataSource(name, kind, null, base.resolve(file));
    }

    private DataSource.@Nullable Server server() {
        AdditionalInformation information = block.information();
        information
                .beyond(INFORMATION)
                .forEach(other -> warnings.add(block.path() + ".additional-information: " + other + " has no effect"));
        DataSource.Security security = security(information.get("AUTH"));
        DataSource.Subtype subtype = block.choice("subtype", DataSource.Subtype.class);
        String bindDn = block.text("bind-dn");
        if (!LdapSyntax.isName(bindDn) && !bindDn.contains("@") && !bindDn.contains("\\")) {
            block.problem("bind-dn", bindDn, "a distinguished name such as cn=reader,dc=example,dc=com");
        }
        DataSource.Limits usual = DataSource.Limits.DEFAULT;
        DataSource.Limits limits = new DataSource.Limits(
                time("BIND", information, usual.bind()),
                time("SEARCH", information, usual.search()),
                time("LOAD", information, usual.load()),
                block.number("page-size", 1, 10_000));
        List<DataSource.Host> hosts = hosts(security);
        Secret password = password(!bindDn.isEmpty());
        @Nullable Path trust = trust();
        if (subtype == null) {
            return null;
        }
        return new DataSource.Server(subtype, hosts, security, trust, bindDn, password, searchDn(), limits);
    }

    private String searchDn() {
        String dn = block.text("search-dn");
        if (!LdapSyntax.isName(dn)) {
            block.problem("search-dn", dn, "a distinguished name such as ou=people,dc=example,dc=com");
        }
        return dn;
    }

    private DataSource.Security security(String auth) {
        return switch (auth.toLowerCase(Locale.ROOT)) {
            case "", "simple" -> DataSource.Security.PLAIN;
            case "ssl", "ssl+simple" -> DataSource.Security.SSL;
            case "tls", "tls+simple" -> DataSource.Security.START_TLS;
            default -> {
                block.problem("additional-information", "auth=" + auth, "auth=ssl, ssl+simple, tls or tls+simple");
                yield DataSource.Security.PLAIN;
            }
        };
    }

    private Duration time(String attribute, AdditionalInformation information, Duration otherwise) {
        String text = information.get(attribute);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[1-9]\\d{0,7}")) {
            String key = attribute.toLowerCase(Locale.ROOT);
            block.problem("additional-information", key + "=" + text, key + "=<milliseconds>, 1 to 99999999");
            return otherwise;
        }
        return Duration.ofMillis(Long.parseLong(text));
    }

    private List<DataSource.Host> hosts(DataSource.Security security) {
        int given = block.number("port", 0, 65_535);
        int port = given == 0 ? security.defaultPort() : given;
        List<DataSource.Host> hosts = new ArrayList<>();
        List<String> texts = block.texts("hosts");
        for (String text : texts) {
            if (!text.matches("[A-Za-z0-9._-]+(:[1-9]\\d{0,4})?")) {
                block.problem("hosts", text, "\"host\" or \"host:port\"");
                continue;
            }
            int colon = text.indexOf(':');
            hosts.add(
                    colon < 0
                            ? new DataSource.Host(text, port)
                            : new DataSource.Host(
                                    text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
        }
        if (texts.isEmpty()) {
            block.problem("hosts", "[]", "at least one host");
        }
        return hosts;
    }

    private Secret password(boolean needed) {
        String file = block.text("password-file");
        String variable = block.text("password-environment");
        if (file.isEmpty() && variable.isEmpty()) {
            if (needed) {
                block.problem("password-file", "", "a file, or password-environment, as there is a bind-dn");
            }
            return Secret.NONE;
        }
        if (!file.isEmpty() && !variable.isEmpty()) {
            block.problem("password-environment", variable, "password-file or password-environment, not both");
        }
        if (file.isEmpty()) {
            return new Variable(variable);
        }
        Path path = base.resolve(file);
        try {
            PrivateFiles.refuseLaxPermissions(path);
        } catch (IOException e) {
            block.problem("password-file", file, "a file that only its owner may read: " + e.getMessage());
        }
        return new File(path);
    }

    private @Nullable Path trust() {
        String file = block.text("trust-file");
        if (file.isEmpty()) {
            return null;
        }
        if (!Files.isReadable(base.resolve(file))) {
            block.problem("trust-file", file, "a readable file with certificates (PEM)");
        }
        return base.resolve(file);
    }

    /** In a file. */
    private record File(Path path) implements Secret {
        @Override
        public String read() throws IOException {
            PrivateFiles.refuseLaxPermissions(path);
            return Files.readString(path).lines().findFirst().orElse("");
        }
    }

    /** In an environment variable. */
    private record Variable(String name) implements Secret {
        @Override
        public String read() throws IOException {
            String value = System.getenv(name);
            if (value == null) {
                throw new IOException("the environment variable " + name + " is not set");
            }
            return value;
        }
    }
}
