package org.statusaggregator.node.cluster.tls;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.tls.SslContexts;

/**
 * Measures a member link between two JVMs: {@code MemberLinkBenchmark plain|tls SECONDS}. Not a test: its figures depend on the machine. Every value goes to
 * a key that the other member owns, without backups, so it crosses the link exactly once.
 */
public final class MemberLinkBenchmark {
    private static final int BIG_BYTES = 100 * 1024;
    private static final int SMALL_BYTES = 100;
    private static final int CALLERS = 4;
    private static final int KEYS = 50;
    private static final int ROUNDS = 4;

    private MemberLinkBenchmark() {}

    /** Runs the first member, which starts the second in a JVM like this one, or the second. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("second")) {
            Config config = TestMember.config();
            config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().addMember("127.0.0.1:" + arguments[3]);
            start(arguments[1], Path.of(arguments[2]), config);
            // Ends with the pipe to the first member's JVM.
            System.in.transferTo(System.out);
            Hazelcast.shutdownAll();
            return;
        }
        Path folder = Files.createTempDirectory("member-link-");
        certificates(folder);
        HazelcastInstance first = start(arguments[0], folder.resolve("sa1"), TestMember.config());
        Process second = second(arguments[0], folder.resolve("sa2"), TestMember.port(first));
        try {
            measure(first, arguments[0], TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1])));
        } finally {
            second.getOutputStream().close();
            second.waitFor(10, TimeUnit.SECONDS);
            first.shutdown();
        }
    }

    private static void certificates(Path folder) throws GeneralSecurityException, IOException {
        CertificateAuthority authority = CertificateAuthority.create("Benchmark", Clock.systemUTC());
        for (String name : List.of("sa1", "sa2")) {
            KeyMaterial material = authority.issue(CertificateProfile.of(Role.MEMBER, name));
            new ServerBundle(material).write(folder.resolve(name), IfExists.REFUSE);
        }
    }

    private static HazelcastInstance start(String mode, Path certificates, Config config)
            throws GeneralSecurityException, IOException {
        config.getMapConfig("*").setBackupCount(0);
        if (mode.equals("plain")) {
            return Hazelcast.newHazelcastInstance(config);
        }
        SSLContext context = SslContexts.tls13(KeyMaterial.read(certificates));
        return MemberTls.start(config, MemberTlsSettings.of(() -> context));
    }

    private static Process second(String mode, Path certificates, int port) throws IOException {
        List<String> command = new ArrayList<>();
        ProcessHandle.current().info().command().ifPresent(command::add);
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MemberLinkBenchmark.class.getName()));
        command.addAll(List.of("second", mode, certificates.toString(), String.valueOf(port)));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void measure(HazelcastInstance first, String mode, long nanos) throws Exception {
        Awaitility.await().until(() -> first.getCluster().getMembers().size() == 2);
        IMap<Integer, byte[]> map = first.getMap("values");
        List<Integer> remote = Awaitility.await().until(() -> remoteKeys(first), keys -> keys.size() == KEYS);
        for (int round = 1; round <= ROUNDS; round++) {
            long cpu = cpuNanos();
            double megabytes = throughput(map, remote, nanos);
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            long[] latencies = latencies(map, remote, nanos);
            System.out.printf(
                    "%s round %d: %.0f MB/s (sender's CPU %.2f ms/MB), small set p50 %.0f us, p99 %.0f us%n",
                    mode,
                    round,
                    megabytes,
                    1e3 * cpuSeconds / (megabytes * nanos / 1e9),
                    latencies[latencies.length / 2] / 1e3,
                    latencies[latencies.length * 99 / 100] / 1e3);
        }
    }

    private static List<Integer> remoteKeys(HazelcastInstance first) {
        return IntStream.range(0, KEYS * KEYS)
                .filter(key -> first.getPartitionService().getPartition(key).getOwner() != null
                        && !first.getPartitionService()
                                .getPartition(key)
                                .getOwner()
                                .localMember())
                .limit(KEYS)
                .boxed()
                .toList();
    }

    private static double throughput(IMap<Integer, byte[]> map, List<Integer> keys, long nanos) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        long begin = System.nanoTime();
        List<Future<Long>> counts = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            byte[] value = new byte[BIG_BYTES];
            new Random(caller).nextBytes(value);
            int offset = caller;
            counts.add(callers.submit(() -> {
                long sent = 0;
                while (System.nanoTime() - begin < nanos) {
                    map.set(keys.get((int) ((sent * CALLERS + offset) % KEYS)), value);
                    sent++;
                }
                return sent;
            }));
        }
        long total = 0;
        for (Future<Long> count : counts) {
            total += count.get();
        }
        callers.shutdown();
        return total * (double) BIG_BYTES / 1e6 / ((System.nanoTime() - begin) / 1e9);
    }

    private static long[] latencies(IMap<Integer, byte[]> map, List<Integer> keys, long nanos) {
        byte[] value = new byte[SMALL_BYTES];
        long[] latencies = new long[1_000_000];
        int count = 0;
        long begin = System.nanoTime();
        for (long now = begin; now - begin < nanos && count < latencies.length; count++) {
            map.set(keys.get(count % KEYS), value);
            long after = System.nanoTime();
            latencies[count] = after - now;
            now = after;
        }
        long[] measured = Arrays.copyOf(latencies, count);
        Arrays.sort(measured);
        return measured;
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
