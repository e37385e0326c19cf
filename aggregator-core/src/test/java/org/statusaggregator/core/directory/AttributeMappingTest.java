package org.statusaggregator.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeMappingTest {
    private static final String RULES =
            """
            ; a comment

            EntryID        : entryUUID|objectGUID
            firstname      : givenName
            LastName       : sn,rw
            DisplayName    : displayName|cn,RO,Somebody
            BusinessEmail  : mail|proxyAddresses
            Title          : title[ / ]
            Assistant      : secretary
            BusinessAddress: street|postalAddress
            HomePhone      :
            NON_IC_ATTRIB_1 : objectclass[;],RO,top;person
            """;
    private final MappingNotes notes = new MappingNotes();

    private Contact contact(TestEntry entry) throws BadSettingException {
        return AttributeMapping.parse("map.txt", RULES).contact(entry, notes);
    }

    @Test
    void anEntryBecomesAContact() throws Exception {
        Contact ann = contact(new TestEntry("CN=Ann, OU=People")
                .with("ENTRYUUID", "4a1")
                .with("givenName", "Ann", "Anna")
                .with("sn", "Lee")
                .with("cn", "Ann Lee")
                .with("mail", " Ann.Lee@Example.com")
                .with("title", "Engineer", "Fire warden")
                .with("secretary", "CN=Bo\\, the first,OU=People")
                .with("postalAddress", "1 Road $ Town")
                .with("homePhone", "1234")
                .with("objectclass", "top", "person"));

        assertThat(ann)
                .hasToString("4a1 [ann.lee@example.com] firstName=Ann lastName=Lee title=Engineer / Fire warden "
                        + "businessAddress=1 Road, Town businessEmail=ann.lee@example.com assistant=Bo, the first "
                        + "displayName=Ann Lee nonIcAttrib1=top;person");
        assertThat(notes.text()).isEmpty();
    }

    @Test
    void everyAddressOfAContactJoinsAndTheMainOneIsFirst() throws Exception {
        Contact ann = contact(new TestEntry("x")
                .with("mail", "ann@example.com")
                .with(
                        "proxyAddresses",
                        "smtp:A.Lee@example.com",
                        "SMTP:ANN@example.com",
                        "X500:/o=x",
                        "sip:ann@x.org"));

        assertThat(ann.emails()).containsExactly("ann@example.com", "a.lee@example.com");
        assertThat(notes.text()).isEmpty();
    }

    @Test
    void whatIsNoAddressIsLeftOutAndTold() throws Exception {
        Contact ann = contact(new TestEntry("uid=ann").with("mail", "not an address", "ann@example.com"));
        assertThat(ann.emails()).containsExactly("ann@example.com");
        Contact ben = contact(new TestEntry("uid=ben").with("mail", "@"));

        assertThat(ben.emails()).isEmpty();
        assertThat(notes.withoutEmailCount()).isEqualTo(1);
        assertThat(notes.text())
                .isEqualTo("2 e-mail addresses could not be used (uid=ann has the e-mail address \"not an address\")");
    }

    @Test
    void theIdOfActiveDirectoryIsShownAsWindowsShowsIt() throws Exception {
        byte[] guid = {
            0x78, 0x56, 0x34, 0x12, (byte) 0xbc, (byte) 0x9a, (byte) 0xf0, (byte) 0xde, 1, 2, 3, 4, 5, 6, 7, 8
        };

        assertThat(contact(new TestEntry("x").with("objectGUID", guid)).id())
                .isEqualTo("12345678-9abc-def0-0102-030405060708");
        assertThat(contact(new TestEntry("x").with("entryUUID", new byte[] {(byte) 0xff, 1}))
                        .id())
                .isEqualTo("ff01");
    }

    @Test
    void withoutAnIdTheNameIdentifies() throws Exception {
        assertThat(contact(new TestEntry("CN=Ann , OU = People")).id()).isEqualTo("cn=ann,ou=people");
    }

    @Test
    void binaryLongAndHostileValuesDoNoHarm() throws Exception {
        Contact contact = contact(new TestEntry("x")
                .with("givenName", new byte[] {(byte) 0xc3, 0x28})
                .with("sn", "a\u0000b\u001b[2Jc\r\n")
                .with("cn", "x".repeat(1023) + "\uD83D\uDE00 and more"));

        assertThat(contact.get(ContactField.FIRST_NAME)).isEmpty();
        assertThat(contact.get(ContactField.LAST_NAME)).isEqualTo("a b [2Jc");
        assertThat(contact.get(ContactField.DISPLAY_NAME)).isEqualTo("x".repeat(1023));
        assertThat(notes.text()).isEqualTo("1 values are no text; 1 values were cut at 1024 characters");
    }

    @Test
    void onlyWhatIsMappedIsAskedFor() throws Exception {
        assertThat(AttributeMapping.parse("map.txt", RULES).attributes())
                .containsExactlyElementsOf(List.of(
                        "entryUUID",
                        "objectGUID",
                        "givenName",
                        "sn",
                        "displayName",
                        "cn",
                        "mail",
                        "proxyAddresses",
                        "title",
                        "secretary",
                        "street",
                        "postalAddress",
                        "objectclass"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '/',
            value = {
                "FirstName givenName        / map.txt line 2: \"FirstName givenName\" (expected: ICAttribute : attribute",
                "ShoeSize : size            / map.txt line 2: \"ShoeSize\" (expected: a contact attribute",
                "FirstName : given name     / map.txt line 2: \"given name\" (expected: the name of an attribute",
                "FirstName : a,RX           / map.txt line 2: \"RX\" (expected: RO or RW)",
                "FirstName : a[;            / map.txt line 2: \"a[;\" (expected: attribute[separator])",
                "NON_IC_ATTRIB_1 : a,RW     / map.txt line 2: \"RW\" (expected: RO",
                "businessemail : other      / map.txt line 2: \"businessemail\" (expected: each contact attribute once)"
            })
    void aWrongLineIsNamed(String line, String message) {
        assertThatThrownBy(() -> AttributeMapping.parse("map.txt", "\uFEFFBusinessEmail : mail\r\n" + line + "\r\n"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageStartingWith(message.strip());
    }

    @Test
    void aMappingWithoutAddressesIsRefused() {
        assertThatThrownBy(() -> AttributeMapping.parse("map.txt", "FirstName : givenName\nBusinessEmail :\n"))
                .hasMessageContaining("BusinessEmail : mail");
    }
}
