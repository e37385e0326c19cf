package org.statusaggregator.node;

/** The program's version, as the build wrote it into the jar. */
final class BuildVersion {
    static final String TEXT = read();

    private BuildVersion() {}

    private static String read() {
        String version = BuildVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
