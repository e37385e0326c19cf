package org.statusaggregator.core.pki;

import java.time.Duration;

/** How long certificates live, unless somebody says otherwise. */
public final class Validity {
    /** Of a server's or admin's certificate: two years. */
    public static final Duration CERTIFICATE = Duration.ofDays(730);
    /** Of the private CA: ten years. */
    public static final Duration AUTHORITY = Duration.ofDays(3650);
    /** How far back a certificate's life begins, for machines whose clocks are behind. */
    static final Duration BACKDATED = Duration.ofMinutes(5);

    private Validity() {}
}
