package org.statusaggregator.node.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.statusaggregator.core.client.BadServerListException;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.directory.AdditionalInformation;
import org.statusaggregator.core.directory.AttributeMapping;
import org.statusaggregator.core.directory.BadSettingException;
import org.statusaggregator.core.directory.PollSchedule;
import org.statusaggregator.node.config.BadConfigException;
import org.statusaggregator.node.config.ConfigReader;
import org.statusaggregator.node.support.Fuzz;

/** Whatever stands in a setting or a configuration file is taken or refused with a sentence. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SettingsFuzzTest {
    private static final String CONFIG =
            """
            status-aggregator {
              node { name = "sa1" }
              certificates { directory = "certs" }
              grpc { address = "127.0.0.1", port = 7443, advertised-host = "sa1" }
              cluster { name = "it", address = "127.0.0.1", port = 5701, members = ["127.0.0.1:5701", "h2:1"], silence = 8s }
              session { lease-time = 180s, keep-alive = 10s, max-batch-size = 1000 }
              contacts {
                data-sources.corp { subtype = openldap, hosts = ["ldap1"], bind-dn = "cn=r", search-dn = "ou=p", additional-information = "auth=ssl;search=10" }
                lists.people { data-source = corp, additional-information = "NEXT_POLLING_TIME=2008-11-12 12:01:00; POLLING_INTERVAL=86400" }
              }
              storage { enabled = true, directory = "data" }
            }
            """;

    @Test
    void serverLists() {
        Fuzz.run(
                Fuzz.texts("sa1;sa2", "sa1:7443; sa2 ;", "[::1]:7443;localhost", "sa1.example.com;10.0.0.1"),
                Set.of(BadServerListException.class),
                input -> ServerList.parse(new String(input, UTF_8)));
    }

    @Test
    void additionalInformation() {
        Fuzz.run(
                Fuzz.texts(
                        "ATTRIBUTE_MAPPING_FILE=\"a b.txt\";NEXT_POLLING_TIME=2008-11-12 12:01:00",
                        "A = b ; C=\"d;e=f\""),
                Set.of(BadSettingException.class),
                input -> AdditionalInformation.parse("additional-information", new String(input, UTF_8)));
    }

    @Test
    void pollingTimes() {
        Fuzz.run(
                Fuzz.texts("2008-11-12 12:01:00|86400", "|1", "9999-12-31 23:59:59|2147483647"),
                Set.of(BadSettingException.class),
                input -> {
                    String[] parts = new String(input, UTF_8).split("\\|", 2);
                    PollSchedule.parse(parts[0], parts.length > 1 ? parts[1] : "");
                });
    }

    @Test
    void mappingFiles() {
        Fuzz.run(
                Fuzz.texts(
                        "; comment\nFirstName : givenName\nBusinessEmail : mail[;],RO,x\nNON_IC_ATTRIB_1 : title,RO,$ICUID\n",
                        "DisplayName : cn,RW\r\nEntryID :\n"),
                Set.of(BadSettingException.class),
                input -> AttributeMapping.parse("map.txt", new String(input, UTF_8)));
    }

    @Test
    void configurations(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("node.conf");
        Fuzz.run(
                Math.max(Fuzz.INPUTS / 5, 1_000), // each is a file
                List.of(CONFIG.getBytes(UTF_8)),
                Set.of(BadConfigException.class),
                input -> {
                    Files.write(file, input);
                    ConfigReader.read(file);
                });
    }

    /** Found by {@link #configurations}: a NUL in a path was a stack trace. Before the quotation marks the library takes it as it is. */
    @ParameterizedTest
    @ValueSource(strings = {"\0\"certs\"", "\"\\u0000certs\""})
    void aPathWithANulIsRefusedWithTheFieldsName(String certificates, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("node.conf"), CONFIG.replace("\"certs\"", certificates));

        assertThatThrownBy(() -> ConfigReader.read(file))
                .isInstanceOf(BadConfigException.class)
                .hasMessageContaining(
                        "status-aggregator.certificates.directory: ?certs (expected: no control characters)");
    }
}
