package org.statusaggregator.core.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.statusaggregator.core.pki.WholeFolder.Access;
import org.statusaggregator.core.pki.WholeFolder.Part;

/** The scripts in a server's folder that import it on that server, made from the templates beside this class. */
final class ImportScripts {
    static final String SHELL = "ImportSubsystemsCertificate.sh";
    static final String BATCH = "ImportSubsystemsCertificate.bat";

    private static final String NAME = "@NAME@";

    private ImportScripts() {}

    /** Both scripts, for a name that {@link Names} let through: it needs no quoting in either language. */
    static List<Part> of(String name) {
        String shell = template(SHELL).replace(NAME, name);
        // cmd.exe misreads labels in files with bare line feeds, whatever line ends the template came with.
        String batch = template(BATCH).replace(NAME, name).replace("\n", "\r\n");
        return List.of(new Part(SHELL, shell, Access.PROGRAM), new Part(BATCH, batch, Access.PUBLIC));
    }

    private static String template(String file) {
        try (InputStream in = ImportScripts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its template " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the program's template " + file + " is unreadable", e);
        }
    }
}
