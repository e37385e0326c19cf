package org.statusaggregator.cli.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was measured on the way, by fault; milliseconds. One thread. */
final class Figures {
    private final Map<Fault, Integer> episodes = new EnumMap<>(Fault.class);
    private final Map<Fault, List<Long>> readerSilences = new EnumMap<>(Fault.class);
    private final Map<Fault, List<Long>> answerSilences = new EnumMap<>(Fault.class);
    private final List<Long> readerSilencesOfReturn = new ArrayList<>();
    private final List<Long> answerSilencesOfReturn = new ArrayList<>();
    private final Map<Fault, List<Long>> convergences = new EnumMap<>(Fault.class);
    private final Map<Fault, List<Long>> copies = new EnumMap<>(Fault.class);
    private final List<Long> clearances = new ArrayList<>();

    /** How long readers heard nothing of a CIC server, and CIC servers no answer, from the fault on. */
    void silences(Fault fault, List<Reader> readers, List<TortureCic> cicServers) {
        episodes.merge(fault, 1, Integer::sum);
        silences(of(readerSilences, fault), of(answerSilences, fault), readers, cicServers);
    }

    /** The same while a node that was killed comes back, which is measured apart. */
    void silencesOfReturn(List<Reader> readers, List<TortureCic> cicServers) {
        silences(readerSilencesOfReturn, answerSilencesOfReturn, readers, cicServers);
    }

    private static void silences(
            List<Long> ofReaders, List<Long> ofAnswers, List<Reader> readers, List<TortureCic> cicServers) {
        for (TortureCic cic : cicServers) {
            readers.stream()
                    .filter(Reader::moves)
                    .forEach(reader -> ofReaders.add(reader.held().longestSilenceMillis(cic.name())));
            ofAnswers.add(cic.silence().longestMillis());
        }
    }

    void converged(Fault fault, long nanos) {
        of(convergences, fault).add(nanos / 1_000_000);
    }

    void copied(Fault fault, long nanos) {
        of(copies, fault).add(nanos / 1_000_000);
    }

    void cleared(long nanos) {
        clearances.add(nanos / 1_000_000);
    }

    private static List<Long> of(Map<Fault, List<Long>> map, Fault fault) {
        return map.computeIfAbsent(fault, name -> new ArrayList<>());
    }

    Map<Fault, Integer> episodes() {
        return episodes;
    }

    /** For people: medians and worst of one fault. */
    String text(Fault fault) {
        return "watch silent " + text(of(readerSilences, fault)) + ", no answer " + text(of(answerSilences, fault))
                + ", converged " + text(of(convergences, fault)) + ", copies equal " + text(of(copies, fault));
    }

    /** How long dead CIC servers' users were shown logged on; empty if none died. */
    String clearances() {
        return clearances.isEmpty() ? "" : text(clearances);
    }

    /** Silences while killed nodes came back; empty if none did. */
    String returns() {
        return readerSilencesOfReturn.isEmpty()
                ? ""
                : "watch silent " + text(readerSilencesOfReturn) + ", no answer " + text(answerSilencesOfReturn);
    }

    private static String text(List<Long> millis) {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? "-"
                : "median " + sorted.get(sorted.size() / 2) + " worst " + sorted.get(sorted.size() - 1) + " ms";
    }
}
