package org.statusaggregator.cli.certs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.statusaggregator.cli.environment.Environment;

/** What this machine calls itself. */
final class HostName {
    private HostName() {}

    /** Windows says it in COMPUTERNAME, some shells in HOSTNAME; else the JDK is asked. Empty if nobody knows. */
    static String ofThisMachine(Environment environment) {
        for (String variable : new String[] {"COMPUTERNAME", "HOSTNAME"}) {
            if (!environment.variable(variable).isBlank()) {
                return environment.variable(variable);
            }
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
