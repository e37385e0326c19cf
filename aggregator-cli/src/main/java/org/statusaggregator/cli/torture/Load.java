package org.statusaggregator.cli.torture;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All CIC servers change some of their users all the time, while it runs. */
final class Load implements AutoCloseable {
    private static final long EVERY_MILLIS = 40;
    private static final int BURST = 200;

    private final List<TortureCic> cicServers;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "torture-load"));
    private final Set<TortureCic> paused = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Load(List<TortureCic> cicServers) {
        this.cicServers = List.copyOf(cicServers);
        var unused = thread.scheduleAtFixedRate(this::change, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void change() {
        if (running) {
            cicServers.stream().filter(cic -> !paused.contains(cic)).forEach(TortureCic::change);
        }
    }

    /** Much more than usual for a moment, so that batches are on their way all the time. */
    void burst() throws InterruptedException {
        for (int i = 0; i < BURST; i++) {
            change();
            Thread.sleep(1); // the client gathers what comes faster than answers
        }
    }

    /** What changed so far stands still from now on. */
    void changeOthers() {
        cicServers.forEach(TortureCic::chooseOthers);
    }

    /** This one changes nothing for now. */
    void pause(TortureCic cic) {
        paused.add(cic);
    }

    /** This one changes again. */
    void goOn(TortureCic cic) {
        paused.remove(cic);
    }

    /** Begins, with other users than before. */
    void begin() {
        cicServers.forEach(TortureCic::chooseMoving);
        running = true;
    }

    /** Ends; the CIC servers that could not have everything acknowledged within this time are answered, none if all could. */
    List<String> end(long seconds) throws InterruptedException {
        running = false;
        CompletableFuture<?>[] flushed = CompletableFuture.supplyAsync(
                        () -> cicServers.stream().map(TortureCic::flushed).toArray(CompletableFuture[]::new), thread)
                .join();
        try {
            CompletableFuture.allOf(flushed).get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return cicServers.stream()
                    .filter(cic -> !flushed[cicServers.indexOf(cic)].isDone()
                            || flushed[cicServers.indexOf(cic)].isCompletedExceptionally())
                    .map(TortureCic::name)
                    .toList();
        }
        return List.of();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
