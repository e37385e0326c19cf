package org.statusaggregator.connector.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Emails;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.status.Version;

/** One line of a change file to one change, by the rules and limits of the wire API, so that the aggregator will refuse none of them. */
final class ChangeParser {
    private static final int NAME_LIMIT = 256;
    private static final int KEY_LIMIT = 128;
    private static final int DETAIL_LIMIT = 1_024;

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final Set<String> logonServers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** A parser that accepts these names, in any case, as logon servers. */
    ChangeParser(Set<String> logonServers) {
        this.logonServers.addAll(logonServers);
    }

    Change parse(String line) throws BadLineException {
        JsonFields fields = new JsonFields("", object(line));
        if (fields.flag(ChangeFields.REMOVED)) {
            fields.refuseOthersThan(ChangeFields.OF_REMOVAL);
            return new Change.Removed(fields.requiredTime(ChangeFields.AT), userId(fields));
        }
        fields.refuseOthersThan(ChangeFields.OF_STATUS);
        return new Change.Put(fields.requiredTime(ChangeFields.AT), status(fields));
    }

    private JsonNode object(String line) throws BadLineException {
        try {
            JsonNode node = mapper.readTree(line);
            if (!node.isObject()) {
                throw new BadLineException("line", JsonFields.shown(node), "a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new BadLineException("no JSON object: " + e.getOriginalMessage() + ", at character "
                    + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        }
    }

    private Status status(JsonFields fields) throws BadLineException {
        return new Status(
                "",
                userId(fields),
                email(fields),
                key(fields),
                fields.flag(ChangeFields.ON_PHONE),
                fields.time(ChangeFields.ON_PHONE_SINCE),
                logonServer(fields),
                Version.NONE,
                Source.REPORTED);
    }

    private static String userId(JsonFields fields) throws BadLineException {
        String userId = fields.text(ChangeFields.USER_ID, NAME_LIMIT);
        if (userId.isBlank()) {
            throw new BadLineException(
                    ChangeFields.USER_ID, "\"" + userId + "\"", "the user's id on the CIC server, such as ann");
        }
        return userId;
    }

    private static String email(JsonFields fields) throws BadLineException {
        String text = fields.text(ChangeFields.EMAIL, NAME_LIMIT);
        String email = Emails.normalize(text);
        if (!Emails.isPlausible(email)) {
            throw new BadLineException(ChangeFields.EMAIL, "\"" + text + "\"", "an address such as ann@example.com");
        }
        return email;
    }

    private String logonServer(JsonFields fields) throws BadLineException {
        String name = fields.text(ChangeFields.LOGON_SERVER, NAME_LIMIT);
        if (!name.isEmpty() && !logonServers.contains(name)) {
            throw new BadLineException(
                    ChangeFields.LOGON_SERVER,
                    "\"" + name + "\"",
                    "\"\" or a name of this CIC server: "
                            + String.join(", ", logonServers).toLowerCase(Locale.ROOT));
        }
        return name;
    }

    private static StatusKey key(JsonFields fields) throws BadLineException {
        Instant since = fields.time(ChangeFields.STATUS_SINCE);
        return new StatusKey(
                fields.text(ChangeFields.STATUS_KEY, KEY_LIMIT),
                fields.flag(ChangeFields.PERSISTENT),
                since,
                until(fields.object(ChangeFields.UNTIL)),
                fields.text(ChangeFields.DETAIL, DETAIL_LIMIT));
    }

    private static @Nullable Until until(@Nullable JsonFields fields) throws BadLineException {
        if (fields == null) {
            return null;
        }
        fields.refuseOthersThan(ChangeFields.OF_UNTIL);
        return new Until(
                fields.requiredTime(ChangeFields.TIME),
                fields.flag(ChangeFields.HAS_DATE),
                fields.flag(ChangeFields.HAS_TIME));
    }
}
