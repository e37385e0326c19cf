package org.statusaggregator.node.web.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.statusaggregator.node.request.BadFieldException;
import org.statusaggregator.node.web.http.Exchange;

/** Parameters of a request's query. */
final class Query {
    private Query() {}

    /** Refuses every parameter but these. */
    static void only(Exchange exchange, String... names) {
        Set<String> known = new TreeSet<>(List.of(names));
        for (String name : exchange.queryNames()) {
            if (!known.contains(name)) {
                throw new BadFieldException(name, exchange.query(name), "one of the parameters " + known);
            }
        }
    }

    /** A whole number. */
    static int number(Exchange exchange, String name, int otherwise, int least, int most) {
        String text = exchange.query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadFieldException(name, text, least + " to " + most);
    }

    /** Yes or no. */
    static boolean yes(Exchange exchange, String name) {
        String text = exchange.query(name);
        return switch (text) {
            case "", "false" -> false;
            case "true" -> true;
            default -> throw new BadFieldException(name, text, "true or false");
        };
    }

    /** Every value of a parameter; a value may also name several, with commas between. */
    static Set<String> all(Exchange exchange, String name) {
        Set<String> values = new HashSet<>();
        for (String value : exchange.queries(name)) {
            for (String one : value.split(",", -1)) {
                if (!one.isBlank()) {
                    values.add(one.strip());
                }
            }
        }
        return values;
    }
}
