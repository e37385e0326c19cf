package org.statusaggregator.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.Role;

/** The description of the REST interface: a valid document, and true. */
class OpenApiTest extends WebFixture {
    private JsonObject document() throws Exception {
        return JsonParser.parseString(get(stranger(), "openapi.json").body()).getAsJsonObject();
    }

    @Test
    void itIsAValidDocument() throws Exception {
        SwaggerParseResult parsed = new OpenAPIV3Parser()
                .readContents(get(stranger(), "openapi.json").body());

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).hasSizeGreaterThan(12);
        JsonObject spoilt = document();
        spoilt.getAsJsonObject("paths")
                .getAsJsonObject("/nodes")
                .getAsJsonObject("get")
                .remove("responses");
        spoilt.getAsJsonObject("info").addProperty("tittle", "x");
        assertThat(new OpenAPIV3Parser().readContents(spoilt.toString()).getMessages())
                .as("it would be noticed")
                .isNotEmpty();
    }

    @Test
    void answersHaveExactlyTheFieldsThatItDescribes() throws Exception {
        JsonObject schemas = document().getAsJsonObject("components").getAsJsonObject("schemas");
        Client admin = certificate(Role.ADMIN, "root");
        Map<String, String> calls = Map.of(
                "session", "Session",
                "admin", "Overview",
                "contact-lists", "ContactList",
                "contacts?contactList=people", "Contact",
                "statuses", "Status",
                "statuses/ann@example.com", "Status");
        for (Map.Entry<String, String> call : calls.entrySet()) {
            HttpResponse<String> answer = get(admin, call.getKey());
            assertThat(answer.statusCode()).as(call.getKey()).isEqualTo(200);
            JsonElement json = JsonParser.parseString(answer.body());
            JsonObject schema = schemas.getAsJsonObject(call.getValue());
            for (JsonElement one : ones(json)) {
                requireMatch(schemas, schema, one, call.getKey());
            }
        }
        requireMatch(
                schemas,
                schemas.getAsJsonObject("Session"),
                JsonParser.parseString(get(signIn("zoe"), "session").body()),
                "session");
    }

    /** The objects that an answer is about. */
    private static List<JsonElement> ones(JsonElement json) {
        if (json.isJsonArray()) {
            return json.getAsJsonArray().asList();
        }
        for (String list : List.of("contacts", "statuses")) {
            if (json.getAsJsonObject().has(list) && json.getAsJsonObject().has("nextPageToken")) {
                return json.getAsJsonObject().getAsJsonArray(list).asList();
            }
        }
        return List.of(json);
    }

    private static void requireMatch(JsonObject schemas, JsonObject schema, JsonElement json, String where) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").getAsString().replace("#/components/schemas/", "");
            requireMatch(schemas, schemas.getAsJsonObject(name), json, where);
            return;
        }
        String type = schema.get("type").getAsString();
        switch (type) {
            case "array" -> {
                for (JsonElement item : json.getAsJsonArray()) {
                    requireMatch(schemas, schema.getAsJsonObject("items"), item, where + "[]");
                }
            }
            case "object" -> requireObject(schemas, schema, json.getAsJsonObject(), where);
            case "boolean" ->
                assertThat(json.getAsJsonPrimitive().isBoolean()).as(where).isTrue();
            case "integer", "number" ->
                assertThat(json.getAsJsonPrimitive().isNumber()).as(where).isTrue();
            default -> {
                assertThat(json.getAsJsonPrimitive().isString()).as(where).isTrue();
                JsonArray values = schema.has("enum") ? schema.getAsJsonArray("enum") : new JsonArray();
                assertThat(values.isEmpty() || values.contains(json))
                        .as(where + ": " + json)
                        .isTrue();
            }
        }
    }

    private static void requireObject(JsonObject schemas, JsonObject schema, JsonObject json, String where) {
        if (!schema.has("properties")) {
            return;
        }
        JsonObject properties = schema.getAsJsonObject("properties");
        assertThat(properties.keySet()).as(where + ": " + json).containsAll(json.keySet());
        JsonArray required = schema.has("required") ? schema.getAsJsonArray("required") : new JsonArray();
        for (JsonElement name : required) {
            assertThat(json.keySet()).as(where).contains(name.getAsString());
        }
        json.entrySet()
                .forEach(field -> requireMatch(
                        schemas,
                        properties.getAsJsonObject(field.getKey()),
                        field.getValue(),
                        where + "." + field.getKey()));
    }
}
