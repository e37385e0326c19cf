package org.statusaggregator.cli.certs;

import com.google.protobuf.Timestamp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.Tone;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.v1.Certificate;

/** Certificates as the commands show them. */
final class Certificates {
    static final Listing<Certificate> LISTING = new Listing<>(Certificate.getDefaultInstance(), "No certificates.")
            .text("NAME", Certificate::getName)
            .text("ROLE", Certificate::getRole)
            .text("STATE", certificate -> certificate.getState().name(), Certificates::tone)
            .text("UNTIL", certificate -> instant(certificate.getNotAfter()))
            .text("NAMES", certificate -> String.join(", ", certificate.getNamesList()))
            .wideText("ADDRESSES", certificate -> String.join(", ", certificate.getAddressesList()))
            .wideText("FROM", certificate -> instant(certificate.getNotBefore()))
            .wideText("ISSUER", Certificate::getIssuer)
            .wideText("KEY", Certificate::getKey)
            .text("SERIAL NUMBER", Certificate::getSerialNumber);

    private static final int SAN_ADDRESS = 7;

    private final Instant now;
    private final Duration soon;
    private final Optional<X509CRL> crl;

    /**
     * Certificates as they are at a time.
     *
     * @param soon how near an end is worth a word
     * @param crl what their CA has revoked
     */
    Certificates(Instant now, Duration soon, Optional<X509CRL> crl) {
        this.now = now;
        this.soon = soon;
        this.crl = crl;
    }

    Certificate describe(X509Certificate certificate, String file) throws GeneralSecurityException {
        Certificate.Builder description = Certificate.newBuilder()
                .setState(state(certificate))
                .setNotBefore(timestamp(certificate.getNotBefore().toInstant()))
                .setNotAfter(timestamp(certificate.getNotAfter().toInstant()))
                .setSerialNumber(certificate.getSerialNumber().toString(16))
                .setIssuer(certificate.getIssuerX500Principal().getName())
                .setKey(key(certificate))
                .setFingerprint(fingerprint(certificate))
                .setFile(file);
        try {
            PeerIdentity identity = PeerIdentity.of(certificate);
            description.setName(identity.name()).setRole(identity.role().unit()).addAllNames(identity.names());
        } catch (BadIdentityException e) {
            description.setName(Texts.commonName(certificate)); // a CA's, or somebody else's
        }
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        for (List<?> entry : names == null ? List.<List<?>>of() : names) {
            if (Integer.valueOf(SAN_ADDRESS).equals(entry.get(0))) {
                description.addAddresses(address(String.valueOf(entry.get(1))));
            }
        }
        return description.build();
    }

    Certificate.State state(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        if (crl.isPresent() && crl.get().getRevokedCertificate(certificate) != null) {
            return Certificate.State.REVOKED;
        }
        if (now.isAfter(end)) {
            return Certificate.State.EXPIRED;
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return Certificate.State.NOT_YET_VALID;
        }
        return now.plus(soon).isAfter(end) ? Certificate.State.ENDS_SOON : Certificate.State.VALID;
    }

    private static Tone tone(Certificate certificate) {
        return switch (certificate.getState()) {
            case VALID -> Tone.GOOD;
            case ENDS_SOON, NOT_YET_VALID -> Tone.WARNING;
            case EXPIRED, REVOKED -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    private static String key(X509Certificate certificate) {
        if (certificate.getPublicKey() instanceof ECPublicKey ec) {
            return "EC " + ec.getParams().getCurve().getField().getFieldSize();
        }
        return certificate.getPublicKey() instanceof RSAPublicKey rsa
                ? "RSA " + rsa.getModulus().bitLength()
                : certificate.getPublicKey().getAlgorithm();
    }

    private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    private static String address(String text) {
        try {
            return Texts.address(InetAddress.getByName(text)); // digits, from a certificate: nothing is looked up
        } catch (UnknownHostException e) {
            return text;
        }
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
    }

    private static String instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds()).toString();
    }
}
