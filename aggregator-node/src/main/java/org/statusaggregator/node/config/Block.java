package org.statusaggregator.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.AdditionalInformation;
import org.statusaggregator.core.directory.BadSettingException;

/** A named block of the configuration: its keys, with the defaults of its kind, and the problems that are found in it. */
final class Block {
    private final String path;
    private final Config config;
    private final List<String> problems;

    /**
     * A block.
     *
     * @param path where it stands, for people
     * @param own what the file says
     * @param defaults every key that there is, with its default
     * @param problems takes down what is wrong
     */
    Block(String path, Config own, Config defaults, List<String> problems) {
        this.path = path;
        this.config = own.withFallback(defaults);
        this.problems = problems;
        Set<String> known = new TreeSet<>(defaults.root().keySet());
        for (String key : new TreeSet<>(own.root().keySet())) {
            if (key.equals("password")) {
                problem(key, "(not shown)", "password-file or password-environment: a password does not belong here");
            } else if (!known.contains(key)) {
                problems.add(path + "." + key + ": unknown key (expected: one of " + known + ")");
            }
        }
    }

    String text(String key) {
        return value(key, Config::getString, "", "a text").strip();
    }

    boolean yes(String key) {
        return value(key, Config::getBoolean, false, "true or false");
    }

    List<String> texts(String key) {
        return value(key, Config::getStringList, List.of(), "a list of texts");
    }

    int number(String key, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        int number = value(key, Config::getInt, least, expected);
        if (number < least || number > most) {
            problem(key, Integer.toString(number), expected);
        }
        return number;
    }

    Duration duration(String key, Duration least, Duration most) {
        Duration duration = value(key, Config::getDuration, least, "a duration such as 30s");
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            problem(key, duration.toString(), least + " to " + most);
        }
        return duration;
    }

    /** The constant that the text names, with "-" for "_" and in any case. */
    <E extends Enum<E>> @Nullable E choice(String key, Class<E> kind) {
        String text = text(key);
        TreeSet<String> names = new TreeSet<>();
        for (E constant : kind.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equalsIgnoreCase(text.replace(' ', '-'))) {
                return constant;
            }
            names.add(name);
        }
        problem(key, text, "one of " + names);
        return null;
    }

    AdditionalInformation information() {
        try {
            return AdditionalInformation.parse(path + ".additional-information", text("additional-information"));
        } catch (BadSettingException e) {
            problem(e);
            return new AdditionalInformation(Map.of());
        }
    }

    /** The key's text, or what additional information says instead. */
    String text(String key, AdditionalInformation information, String attribute) {
        String own = text(key);
        String informed = information.get(attribute);
        if (!own.isEmpty() && !informed.isEmpty()) {
            problem(key, own, "one of " + key + " and " + attribute + ", not both");
        }
        return own.isEmpty() ? informed : own;
    }

    void problem(String key, String value, String expected) {
        problems.add(path + "." + key + ": \"" + value + "\" (expected: " + expected + ")");
    }

    /** A problem of a setting that names itself. */
    void problem(BadSettingException e) {
        String message = String.valueOf(e.getMessage());
        problems.add(message.startsWith(path) ? message : path + ": " + message);
    }

    String path() {
        return path;
    }

    private <T> T value(String key, BiFunction<Config, String, T> get, T otherwise, String expected) {
        try {
            return get.apply(config, key);
        } catch (ConfigException.WrongType | ConfigException.BadValue | ConfigException.Missing e) {
            boolean given = config.hasPathOrNull(key) && !config.getIsNull(key);
            boolean plain = given && config.getValue(key).valueType() != ConfigValueType.OBJECT;
            problem(key, plain ? String.valueOf(config.getValue(key).unwrapped()) : given ? "{…}" : "null", expected);
            return otherwise;
        }
    }
}
