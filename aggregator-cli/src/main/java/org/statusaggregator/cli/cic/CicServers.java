package org.statusaggregator.cli.cic;

import java.time.Clock;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.cli.output.Tone;
import org.statusaggregator.v1.CicServer;

/** How CIC servers are shown. */
final class CicServers {
    private CicServers() {}

    static Listing<CicServer> table(Clock clock) {
        return new Listing<>(CicServer.getDefaultInstance(), "No CIC server has ever published here.")
                .text("NAME", CicServer::getName)
                .text("STATE", cic -> cic.getState().name(), CicServers::tone)
                .text("HOME NODE", CicServer::getHomeNode)
                .number("USERS", CicServer::getUsers)
                .number("LOGGED ON", CicServer::getLoggedOn)
                .number("ON PHONE", CicServer::getOnPhone)
                .number("EPOCH", CicServer::getEpoch)
                .number("SESSION AGE", cic -> sessionAge(cic, clock))
                .wideNumber("CHANGES", CicServer::getSequence)
                .wideNumber("BATCHES", CicServer::getBatchNumber)
                .wideNumber("REFUSED", CicServer::getRefused)
                .wideNumber("LEASE", cic -> People.duration(cic.getLeaseTime()))
                .wideText("CLIENT", CicServer::getClient)
                .wideText("NAMES", cic -> String.join(", ", cic.getNamesList()));
    }

    static Listing<CicServer> card(Clock clock) {
        return new Listing<>(CicServer.getDefaultInstance(), "")
                .text("Name", CicServer::getName)
                .text("State", cic -> cic.getState().name(), CicServers::tone)
                .text("Home node", CicServer::getHomeNode)
                .text(
                        "Users",
                        cic -> cic.getUsers() + " (" + cic.getLoggedOn() + " logged on, " + cic.getOnPhone()
                                + " on the phone)")
                .text(
                        "Epoch",
                        cic -> cic.getEpoch()
                                + (cic.hasOpenedAt() ? ", session open for " + sessionAge(cic, clock) : ", no session"))
                .text(
                        "Changes",
                        cic -> cic.getSequence() + " in all; last batch " + cic.getBatchNumber() + ", "
                                + cic.getRefused() + " refused")
                .text("Lease", cic -> cic.hasLeaseTime() ? People.duration(cic.getLeaseTime()) : "")
                .text("Names", cic -> String.join(", ", cic.getNamesList()))
                .text("Client", CicServer::getClient);
    }

    private static String sessionAge(CicServer cic, Clock clock) {
        return cic.hasOpenedAt() ? People.age(cic.getOpenedAt(), clock) : "";
    }

    private static Tone tone(CicServer cic) {
        return switch (cic.getState()) {
            case LIVE -> Tone.GOOD;
            case SYNCHRONIZING, STALE -> Tone.WARNING;
            case EXPIRED -> Tone.BAD;
            case CIC_SERVER_STATE_UNSPECIFIED, UNRECOGNIZED -> Tone.PLAIN;
        };
    }
}
