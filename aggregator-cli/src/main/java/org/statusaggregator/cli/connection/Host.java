package org.statusaggregator.cli.connection;

/** Stand-in until the client library's own. */
public record Host(String name, int port) {
    static java.util.List<Host> parse(String text) {
        return java.util.Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> new Host(
                        part.replaceAll(":.*", ""),
                        part.contains(":") ? Integer.parseInt(part.replaceAll(".*:", "")) : 7443))
                .toList();
    }

    @Override
    public String toString() {
        return port == 7443 ? name : name + ":" + port;
    }
}
