package org.statusaggregator.connector.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.statusaggregator.connector.simulate.GeneratedPeople;
import org.statusaggregator.connector.simulate.Person;

class PeopleDirectoryTest {
    @Test
    void peopleAreFoundByWhoMayRead() throws Exception {
        try (PeopleDirectory directory = PeopleDirectory.start("secret")) {
            for (Person person : GeneratedPeople.of("cic1", 1, 50)) {
                directory.add(person);
            }
            directory.add(new Person("zoë.müller.17", "zoë.müller.17@cic1.example.com"));
            directory.add(new Person("17", "odd, \"name\"+x@example.com"));
            try (LDAPConnection reader =
                    new LDAPConnection("localhost", directory.port(), PeopleDirectory.READER, "secret")) {
                assertThat(reader.search(PeopleDirectory.PEOPLE, SearchScope.ONE, "(mail=*)")
                                .getEntryCount())
                        .isEqualTo(52);
                SearchResultEntry zoe = reader.searchForEntry(
                        PeopleDirectory.PEOPLE, SearchScope.ONE, "(mail=zoë.müller.17@cic1.example.com)");
                assertThat(zoe.getAttributeValue("cn")).isEqualTo("Zoë Müller");
                assertThat(zoe.getAttributeValue("sn")).isEqualTo("Müller");
            }
            assertThatThrownBy(() -> directory.add(new Person("x", "zoë.müller.17@cic1.example.com")))
                    .isInstanceOf(IOException.class);
            try (LDAPConnection nobody = new LDAPConnection("localhost", directory.port())) {
                assertThatThrownBy(() -> nobody.search(PeopleDirectory.PEOPLE, SearchScope.ONE, "(mail=*)"))
                        .isInstanceOf(LDAPException.class);
            }
        }
    }
}
