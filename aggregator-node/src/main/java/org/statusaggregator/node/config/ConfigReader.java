package org.statusaggregator.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.node.limits.Limits;
import org.statusaggregator.node.signin.SignInSource;

/** Reads a node's configuration file and finds everything that is wrong with it at once. */
public final class ConfigReader {
    /** But for tabs and ends of lines. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\r\\n]]");

    private static final String ROOT = "status-aggregator";
    private static final int DEFAULT_PORT = 7443;

    private final Config config;
    private final Path base;
    private final List<String> problems = new ArrayList<>();

    private ConfigReader(Config config, Path base) {
        this.config = config;
        this.base = base;
    }

    /**
     * Reads and checks a file.
     *
     * @throws BadConfigException with every problem
     */
    public static NodeConfig read(Path file) throws BadConfigException {
        if (!Files.isReadable(file)) {
            throw new BadConfigException(
                    List.of(file + ": no such file, or not readable (expected: a configuration file)"));
        }
        Config reference = ConfigFactory.parseResources(ConfigReader.class.getClassLoader(), "reference.conf");
        try {
            Config own = ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
            Path base = file.toAbsolutePath().getParent();
            ConfigReader reader = new ConfigReader(
                    own.withFallback(reference).resolve().getConfig(ROOT), base == null ? Path.of(".") : base);
            Config written = own.resolveWith(own.withFallback(reference).resolve());
            refuseControlCharacters(written);
            reader.refuseUnknownKeys(written, reference);
            return reader.result();
        } catch (ConfigException e) {
            throw new BadConfigException(List.of(String.valueOf(e.getMessage())));
        } catch (InvalidPathException e) { // what is no path differs between systems
            throw new BadConfigException(List.of("\"" + e.getInput() + "\" is no path: " + e.getReason()));
        }
    }

    /** They end no line and name no file; what is named after a value would carry them on to logs and terminals. */
    private static void refuseControlCharacters(Config written) throws BadConfigException {
        List<String> found = written.entrySet().stream()
                .filter(entry -> CONTROL.matcher(String.valueOf(entry.getValue().unwrapped()))
                        .find())
                .map(entry -> entry.getKey() + ": "
                        + CONTROL.matcher(String.valueOf(entry.getValue().unwrapped()))
                                .replaceAll("?")
                        + " (expected: no control characters)")
                .sorted()
                .toList();
        if (!found.isEmpty()) {
            throw new BadConfigException(found);
        }
    }

    private NodeConfig result() throws BadConfigException {
        String name = required("node.name", "the node's name");
        NodeConfig.Grpc grpc = grpc(name);
        NodeConfig.Cluster cluster = cluster();
        NodeConfig.Session session = session();
        Duration drain = duration("shutdown.drain", Duration.ZERO, Duration.ofMinutes(5));
        NodeConfig.Storage storage = storage(name);
        String logs = text("log.directory");
        Path certificates = certificates();
        ContactsConfig contacts = new ContactsReader(config.getConfig("contacts"), base, problems).read();
        @Nullable SignInSource signIn = new SignInReader(config.getConfig("sign-in"), contacts.sources(), problems).read();
        @Nullable WebConfig web = new WebReader(config.getConfig("web"), base, problems).read(name);
        NodeConfig.@Nullable Metrics metrics = metrics();
        if (!problems.isEmpty()) {
            throw new BadConfigException(problems);
        }
        Path logFolder = logs.isEmpty() ? Path.of("logs").toAbsolutePath() : base.resolve(logs);
        return new NodeConfig(
                name,
                certificates,
                grpc,
                cluster,
                session,
                limits(),
                contacts,
                signIn,
                web,
                metrics,
                drain,
                storage,
                logFolder);
    }

    private NodeConfig.Grpc grpc(String name) {
        int port = number("grpc.port", 0, 65_535);
        String advertised = text("grpc.advertised-host");
        String host = port == DEFAULT_PORT ? name : name + ":" + port;
        return new NodeConfig.Grpc(text("grpc.address"), port, advertised.isEmpty() ? host : advertised);
    }

    private NodeConfig.Cluster cluster() {
        List<String> members = value("cluster.members", Config::getStringList, List.of(), "a list of \"host:port\"");
        if (members.isEmpty()) {
            problem("cluster.members", "[]", "\"host:port\" of every node, this one included");
        }
        for (String member : members) {
            if (!member.matches("[^:\\s]+:\\d{1,5}")) {
                problem("cluster.members", member, "\"host:port\"");
            }
        }
        return new NodeConfig.Cluster(
                required("cluster.name", "the cluster's name"),
                required("cluster.address", "an address of this machine that the other nodes reach"),
                number("cluster.port", 1, 65_535),
                members,
                duration("cluster.silence", Duration.ofSeconds(2), Duration.ofMinutes(5)));
    }

    private NodeConfig.Session session() {
        return new NodeConfig.Session(
                duration("session.lease-time", Duration.ofSeconds(1), Duration.ofHours(1)),
                duration("session.keep-alive", Duration.ofMillis(100), Duration.ofMinutes(10)),
                number("session.max-batch-size", 1, 10_000));
    }

    private Limits limits() {
        return new Limits(
                number("limits.changes-per-second", 1, 100_000_000),
                number("limits.watches-per-certificate", 1, 1_000_000),
                number("limits.watches", 1, 1_000_000),
                number("limits.snapshots-at-once", 1, 1_000_000));
    }

    private NodeConfig.@Nullable Metrics metrics() {
        NodeConfig.Metrics metrics = new NodeConfig.Metrics(
                required("metrics.address", "an address of this machine"), number("metrics.port", 0, 65_535));
        return value("metrics.enabled", Config::getBoolean, false, "true or false") ? metrics : null;
    }

    private NodeConfig.Storage storage(String name) {
        String directory = text("storage.directory");
        Path folder = directory.isEmpty() ? Path.of("data").toAbsolutePath().resolve(name) : base.resolve(directory);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            problem("storage.directory", folder.toString(), "a folder, or nothing of this name");
        }
        return new NodeConfig.Storage(value("storage.enabled", Config::getBoolean, true, "true or false"), folder);
    }

    private Path certificates() {
        Path folder = base.resolve(required("certificates.directory", "a folder as certs generate makes it"));
        for (String file : List.of(KeyMaterial.CERTIFICATE_FILE, KeyMaterial.KEY_FILE, KeyMaterial.CA_FILE)) {
            if (!text("certificates.directory").isEmpty() && !Files.isReadable(folder.resolve(file))) {
                problem("certificates.directory", folder.toString(), "a folder with a readable " + file);
            }
        }
        return folder;
    }

    private void refuseUnknownKeys(Config own, Config reference) {
        if (!own.hasPath(ROOT)) {
            problems.add(ROOT + ": missing (expected: a block of this name)");
            return;
        }
        Config known = reference.getConfig(ROOT);
        own.getConfig(ROOT).entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !known.hasPath(key) && !ContactsReader.isNamed(key))
                .sorted()
                .forEach(key ->
                        problems.add(ROOT + "." + key + ": unknown key (expected: one of " + near(key, known) + ")"));
    }

    /** The keys of the block that an unknown key stands in, or of the whole if there is no such block. */
    private static Set<String> near(String key, Config known) {
        String block = key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
        boolean isBlock = !block.isEmpty() && known.hasPath(block);
        return new TreeSet<>((isBlock ? known.getConfig(block) : known).root().keySet());
    }

    private String required(String key, String expected) {
        String text = text(key);
        if (text.isBlank()) {
            problem(key, text, expected);
        }
        return text;
    }

    private String text(String key) {
        return value(key, Config::getString, "", "a text");
    }

    private int number(String key, int least, int most) {
        int number = value(key, Config::getInt, least, "a whole number from " + least + " to " + most);
        if (number < least || number > most) {
            problem(key, Integer.toString(number), least + " to " + most);
        }
        return number;
    }

    private Duration duration(String key, Duration least, Duration most) {
        Duration duration = value(key, Config::getDuration, least, "a duration such as 30s");
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            problem(key, duration.toString(), least + " to " + most);
        }
        return duration;
    }

    private <T> T value(String key, BiFunction<Config, String, T> get, T otherwise, String expected) {
        try {
            return get.apply(config, key);
        } catch (ConfigException.WrongType | ConfigException.BadValue | ConfigException.Missing e) {
            problem(key, found(key), expected);
            return otherwise;
        }
    }

    /** What stands at the key: null, for instance, or a plain value where its block should be. */
    private String found(String key) {
        String block = key.substring(0, key.lastIndexOf('.'));
        boolean isBlock = config.hasPath(block) && config.getValue(block).valueType() == ConfigValueType.OBJECT;
        String path = isBlock ? key : block;
        return config.hasPath(path) ? String.valueOf(config.getValue(path).unwrapped()) : "null";
    }

    private void problem(String key, String value, String expected) {
        problems.add(ROOT + "." + key + ": \"" + value + "\" (expected: " + expected + ")");
    }
}
