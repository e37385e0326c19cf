package org.statusaggregator.connector.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.statusaggregator.connector.simulate.GeneratedPeople;
import org.statusaggregator.connector.simulate.Person;

class PeopleDirectoryTest {
    @Test
    void peopleAreFoundByWhoMayRead() throws Exception {
        try (PeopleDirectory directory = PeopleDirectory.start("secret", "pass")) {
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

    @Test
    void aPersonSignsInWithThePasswordAndIsFoundInGroups() throws Exception {
        Person ann = new Person("ann.lee", "ann, lee+x@example.com");
        try (PeopleDirectory directory = PeopleDirectory.start("secret", "pass")) {
            directory.add(ann);
            String admins = directory.addGroup("admins", List.of(ann));
            try (LDAPConnection reader =
                    new LDAPConnection("localhost", directory.port(), PeopleDirectory.READER, "secret")) {
                String dn = reader.searchForEntry(PeopleDirectory.PEOPLE, SearchScope.ONE, "(sn=Lee)")
                        .getDN();
                assertThat(reader.searchForEntry(
                                        PeopleDirectory.GROUPS,
                                        SearchScope.SUB,
                                        Filter.createEqualityFilter("member", dn))
                                .getDN())
                        .isEqualTo(admins);
                try (LDAPConnection person = new LDAPConnection("localhost", directory.port())) {
                    person.bind(dn, "pass");
                    assertThatThrownBy(() -> person.bind(dn, "wrong")).isInstanceOf(LDAPException.class);
                }
            }
            assertThatThrownBy(() -> directory.addGroup("admins", List.of(ann))).isInstanceOf(IOException.class);
        }
    }
}
