package org.statusaggregator.it.directory;

/** Entries that tests make up. */
public final class People {
    private People() {}

    /** The folder of all people. */
    public static String folder() {
        return """
                dn: ou=people,dc=example,dc=com
                objectClass: organizationalUnit
                ou: people

                """;
    }

    /** Many who are alike. */
    public static String many(int from, int to) {
        StringBuilder ldif = new StringBuilder((to - from) * 400);
        for (int i = from; i < to; i++) {
            ldif.append("dn: uid=p")
                    .append(i)
                    .append(",ou=people,dc=example,dc=com\n")
                    .append("objectClass: inetOrgPerson\n")
                    .append("uid: p")
                    .append(i)
                    .append('\n')
                    .append("cn: Person ")
                    .append(i)
                    .append('\n')
                    .append("givenName: Person\n")
                    .append("sn: Number")
                    .append(i)
                    .append('\n')
                    .append("mail: p")
                    .append(i)
                    .append("@example.com\n")
                    .append("telephoneNumber: +49 30 ")
                    .append(100_000 + i)
                    .append('\n')
                    .append("mobile: +49 170 ")
                    .append(1_000_000 + i)
                    .append('\n')
                    .append("title: Engineer\n")
                    .append("departmentNumber: Department ")
                    .append(i % 50)
                    .append('\n')
                    .append("l: Berlin\n\n");
        }
        return ldif.toString();
    }
}
