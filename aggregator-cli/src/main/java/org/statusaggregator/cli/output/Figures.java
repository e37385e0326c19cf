package org.statusaggregator.cli.output;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Named figures of one measurement, in order: one object for scripts, a card for people. What was not measured is not there. */
public final class Figures {
    private final List<Figure> figures = new ArrayList<>();

    /**
     * One of them.
     *
     * @param key for scripts
     * @param label for people
     * @param value a number, a text, or a list of objects like this one
     * @param text for people
     * @param tone what the value says
     */
    record Figure(String key, String label, Object value, String text, Tone tone) {}

    /** Adds a number, rounded to so many decimals. */
    public Figures number(String key, String label, double value, int decimals, String unit) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        return add(
                key,
                label,
                rounded,
                String.format(Locale.ROOT, "%,." + decimals + "f", rounded) + " " + unit,
                Tone.PLAIN);
    }

    /** Adds a number, if it was measured. */
    public Figures number(String key, String label, OptionalDouble value, int decimals, String unit) {
        return value.isPresent() ? number(key, label, value.getAsDouble(), decimals, unit) : this;
    }

    /** Adds a whole number. */
    public Figures count(String key, String label, long value, Tone tone) {
        return add(key, label, value, String.format(Locale.ROOT, "%,d", value), tone);
    }

    /** Adds a text. */
    public Figures text(String key, String label, String value) {
        return add(key, label, value, SafeText.of(value), Tone.PLAIN);
    }

    /** Adds objects of a kind, each with figures of its own; people read them after their texts, in one line. */
    public Figures each(String key, String label, List<Figures> parts) {
        for (int i = 0; i < parts.size(); i++) {
            StringBuilder line = new StringBuilder();
            parts.get(i).figures.forEach(figure -> line.append(line.isEmpty() ? "" : ", ")
                    .append(figure.label().isEmpty() ? "" : figure.label() + " ")
                    .append(figure.text()));
            figures.add(new Figure(i == 0 ? key : "", i == 0 ? label : "", parts, line.toString(), Tone.PLAIN));
        }
        return this;
    }

    private Figures add(String key, String label, Object value, String text, Tone tone) {
        figures.add(new Figure(key, label, value, text, tone));
        return this;
    }

    List<Figure> all() {
        return figures;
    }

    /** As an object of a script's format. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Figure figure : figures) {
            if (!figure.key().isEmpty()) {
                tree.put(figure.key(), tree(figure.value()));
            }
        }
        return tree;
    }

    private static Object tree(Object value) {
        return value instanceof List<?> parts
                ? parts.stream().map(part -> ((Figures) part).tree()).toList()
                : value;
    }
}
