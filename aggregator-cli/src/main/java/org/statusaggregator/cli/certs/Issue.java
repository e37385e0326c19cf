package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.Register;
import org.statusaggregator.core.pki.ServerBundle;

/**
 * Has certificates made, entered into the CA's register, and put into folders.
 *
 * @param root where CA and folders are
 * @param ca that signs
 * @param report that tells
 */
record Issue(Path root, CertificateAuthority ca, GenerateReport report) {
    /** Makes certificates in the place of older ones. */
    void replace(List<CertificateProfile> profiles) throws IOException, GeneralSecurityException {
        issue(profiles, IfExists.REPLACE);
        report.next(profiles);
    }

    void issue(List<CertificateProfile> profiles, IfExists ifExists) throws IOException, GeneralSecurityException {
        List<ServerBundle> made = new ArrayList<>();
        for (CertificateProfile profile : profiles) {
            made.add(new ServerBundle(ca.issue(profile)));
        }
        for (int i = 0; i < made.size(); i++) {
            write(profiles.get(i), made.get(i), ifExists);
        }
    }

    void write(CertificateProfile profile, ServerBundle bundle, IfExists ifExists)
            throws IOException, GeneralSecurityException {
        Register register = new Register(root);
        register.add(bundle.certificate()); // first: what is not in the register cannot be revoked
        try {
            bundle.with(register.crl()).write(root.resolve(profile.name()), ifExists);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCode.REFUSED, taken(e, ifExists), e);
        }
        report.made(profile, bundle);
    }

    static String taken(FileAlreadyExistsException refusal, IfExists ifExists) {
        return ifExists == IfExists.REPLACE
                ? String.valueOf(refusal.getMessage())
                : refusal.getFile()
                        + " exists already (expected: no such folder; --replace puts a new certificate there)";
    }
}
