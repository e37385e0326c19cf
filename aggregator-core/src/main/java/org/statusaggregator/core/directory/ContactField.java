package org.statusaggregator.core.directory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A contact attribute of CIC. Names and numbers are those of the contact properties of ICWS, CIC's public web API; in mapping files a name may begin with a
 * capital letter and is compared without regard to case. {@code NON_IC_ATTRIB_n} of a mapping file is {@code nonIcAttribN}.
 *
 * @param code its number; stored and sent between nodes
 * @param name as scripts and filters know it
 */
public record ContactField(int code, String name) {
    /** What identifies the entry; empty in a mapping = its distinguished name. */
    public static final ContactField ENTRY_ID = new ContactField(0, "entryId");

    public static final ContactField FIRST_NAME = new ContactField(1, "firstName");
    public static final ContactField LAST_NAME = new ContactField(2, "lastName");
    public static final ContactField EXTENSION = new ContactField(3, "extension");
    public static final ContactField USER_ID = new ContactField(4, "userId");
    public static final ContactField DEPARTMENT = new ContactField(5, "department");
    public static final ContactField COMPANY = new ContactField(6, "company");
    public static final ContactField TITLE = new ContactField(7, "title");
    public static final ContactField BUSINESS_ADDRESS = new ContactField(8, "businessAddress");
    public static final ContactField BUSINESS_CITY = new ContactField(9, "businessCity");
    public static final ContactField BUSINESS_STATE = new ContactField(10, "businessState");
    public static final ContactField BUSINESS_ZIP_CODE = new ContactField(11, "businessZipCode");
    public static final ContactField BUSINESS_COUNTRY = new ContactField(12, "businessCountry");
    /** All its values join statuses. */
    public static final ContactField BUSINESS_EMAIL = new ContactField(13, "businessEmail");

    public static final ContactField ASSISTANT = new ContactField(14, "assistant");
    public static final ContactField HOME_EMAIL = new ContactField(16, "homeEmail");
    public static final ContactField BUSINESS_PHONE = new ContactField(17, "businessPhone");
    public static final ContactField MOBILE_PHONE = new ContactField(20, "mobilePhone");
    public static final ContactField NOTES = new ContactField(25, "notes");
    public static final ContactField DISPLAY_NAME = new ContactField(26, "displayName");
    public static final ContactField ALIAS = new ContactField(35, "alias");

    private static final int FIRST_OTHER = 100;
    private static final int MOST_OTHERS = 99;
    private static final String OTHER = "nonicattrib";

    /** All that have a name of their own, by number. */
    public static final List<ContactField> KNOWN = List.of(
            ENTRY_ID,
            FIRST_NAME,
            LAST_NAME,
            EXTENSION,
            USER_ID,
            DEPARTMENT,
            COMPANY,
            TITLE,
            BUSINESS_ADDRESS,
            BUSINESS_CITY,
            BUSINESS_STATE,
            BUSINESS_ZIP_CODE,
            BUSINESS_COUNTRY,
            BUSINESS_EMAIL,
            ASSISTANT,
            new ContactField(15, "homeCountry"),
            HOME_EMAIL,
            BUSINESS_PHONE,
            new ContactField(18, "businessPhone2"),
            new ContactField(19, "homePhone2"),
            MOBILE_PHONE,
            new ContactField(21, "fax"),
            new ContactField(22, "pager"),
            new ContactField(23, "assistantPhone"),
            new ContactField(24, "primaryNumberDesignation"),
            NOTES,
            DISPLAY_NAME,
            new ContactField(27, "homeAddress"),
            new ContactField(28, "homeCity"),
            new ContactField(29, "homeState"),
            new ContactField(30, "homeZipCode"),
            new ContactField(31, "homePhone"),
            new ContactField(32, "voicemailLocation"),
            new ContactField(33, "workgroups"),
            ALIAS);

    private static final Map<Integer, ContactField> BY_CODE =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(ContactField::code, Function.identity()));
    private static final Map<String, ContactField> BY_NAME = KNOWN.stream()
            .collect(Collectors.toUnmodifiableMap(field -> field.name().toLowerCase(Locale.ROOT), Function.identity()));

    /** The field of this name, in any case; null if there is none. */
    public static @Nullable ContactField of(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("_", "");
        ContactField known = BY_NAME.get(plain);
        if (known != null || !plain.matches(OTHER + "[1-9]\\d?")) {
            return known;
        }
        return other(Integer.parseInt(plain.substring(OTHER.length())));
    }

    /** The field of this number. */
    public static ContactField of(int code) {
        ContactField known = BY_CODE.get(code);
        if (known != null) {
            return known;
        }
        if (code <= FIRST_OTHER || code > FIRST_OTHER + MOST_OTHERS) {
            throw new IllegalArgumentException("contact field " + code + " (expected: one that is known)");
        }
        return other(code - FIRST_OTHER);
    }

    /** The attribute that CIC does not know, by its number from 1 to 99. */
    public static ContactField other(int number) {
        if (number < 1 || number > MOST_OTHERS) {
            throw new IllegalArgumentException("NON_IC_ATTRIB_" + number + " (expected: 1 to " + MOST_OTHERS + ")");
        }
        return new ContactField(FIRST_OTHER + number, "nonIcAttrib" + number);
    }

    /** Whether it is one that CIC does not know. */
    public boolean isOther() {
        return code > FIRST_OTHER;
    }

    /** Whether its values are e-mail addresses. */
    public boolean isEmail() {
        return equals(BUSINESS_EMAIL) || equals(HOME_EMAIL);
    }
}
