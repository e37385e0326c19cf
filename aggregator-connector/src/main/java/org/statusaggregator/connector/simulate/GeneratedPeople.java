package org.statusaggregator.connector.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Invented people. Their running number and the server's name in the address keep every address unique. */
public final class GeneratedPeople {
    private static final String[] GIVEN = {
        "ada", "alan", "amara", "anna", "anton", "ben", "björn", "carla", "chen", "clara", "dana", "daniel", "elif",
                "emil",
        "eva", "farid", "finn", "frida", "grace", "hana", "hugo", "ines", "ivan", "jana", "joão", "karl", "kofi",
                "lena",
        "leo", "lin", "lucía", "marco", "maya", "mira", "nadia", "noah", "nora", "olga", "omar", "paula", "petra",
                "ravi",
        "rosa", "sam", "sara", "sofia", "tara", "theo", "tom", "uma", "vera", "victor", "wei", "yara", "yusuf", "zoë"
    };
    private static final String[] FAMILY = {
        "adler",
        "almeida",
        "andersen",
        "bauer",
        "becker",
        "bianchi",
        "brown",
        "carter",
        "chang",
        "cohen",
        "costa",
        "dias",
        "dubois",
        "evans",
        "farah",
        "fischer",
        "garcia",
        "greene",
        "gruber",
        "haas",
        "hansen",
        "hughes",
        "ito",
        "jensen",
        "khan",
        "kim",
        "klein",
        "kovacs",
        "kumar",
        "lang",
        "larsen",
        "lee",
        "lopez",
        "maier",
        "martin",
        "meyer",
        "moreau",
        "müller",
        "nagy",
        "nielsen",
        "novak",
        "núñez",
        "okafor",
        "olsen",
        "park",
        "patel",
        "petrov",
        "ricci",
        "rossi",
        "sato",
        "schmid",
        "silva",
        "singh",
        "smith",
        "søgaard",
        "tanaka",
        "torres",
        "vogel",
        "weber",
        "wong",
        "young",
        "zhang"
    };
    private static final String DOMAIN = ".example.com";

    private GeneratedPeople() {}

    /**
     * The first people of a CIC server: more of them begin with the same ones. A person is called {@code zoë.müller.17} and reached at
     * {@code zoë.müller.17@cic1.example.com}; most names are plain ASCII.
     *
     * @param server the CIC server's name; what cannot stand in a host name becomes a hyphen in the addresses
     * @param seed other seeds give other names
     * @param count how many; &gt;= 0
     */
    public static List<Person> of(String server, long seed, int count) {
        SplittableRandom random = new SplittableRandom(Seeds.mix(seed, "people of " + server));
        String domain = "@" + server.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-") + DOMAIN;
        List<Person> people = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            String userId = pick(GIVEN, random) + "." + pick(FAMILY, random) + "." + number;
            people.add(new Person(userId, userId + domain));
        }
        return people;
    }

    private static String pick(String[] names, SplittableRandom random) {
        return names[random.nextInt(names.length)];
    }
}
