package org.statusaggregator.node;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.statusaggregator.node.config.BadConfigException;
import org.statusaggregator.node.config.ConfigReader;
import org.statusaggregator.node.config.NodeConfig;

/** {@code aggregator-node --config FILE [--check]}: runs a node until it is told to stop. Exit codes: 0 stopped or checked, 1 failed, 2 usage. */
public final class NodeMain {
    private static final String USAGE = "usage: aggregator-node --config FILE [--check]";

    private NodeMain() {}

    /** Starts the node. */
    public static void main(String[] args) {
        int code = run(List.of(args), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.equals(List.of("--version"))) {
            out.println("aggregator-node " + BuildVersion.TEXT);
            return 0;
        }
        boolean check = args.size() == 3 && args.get(2).equals("--check");
        if (args.size() < 2 || !args.get(0).equals("--config") || (args.size() > 2 && !check)) {
            err.println(USAGE);
            return 2;
        }
        try {
            NodeConfig config = ConfigReader.read(Path.of(args.get(1)));
            if (check) {
                out.println(args.get(1) + ": good");
                return 0;
            }
            System.setProperty("aggregator.logs", config.logs().toString()); // before the first logger is made
            return serve(config, err);
        } catch (BadConfigException e) {
            e.problems().forEach(err::println);
            return 1;
        }
    }

    private static int serve(NodeConfig config, PrintStream err) {
        try {
            Node node = Node.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "stop"));
            new CountDownLatch(1).await(); // until the process is told to end
            return 0;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LogManager.getLogger(NodeMain.class).fatal("the node cannot start", e);
            err.println("the node cannot start: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** The end of the process. A stop in order is a success, and a JVM that a signal ended would say 143. */
    private static void stop(Node node) {
        int code = 1;
        try {
            node.close();
            code = 0;
        } catch (RuntimeException e) {
            LogManager.getLogger(NodeMain.class).error("the node could not stop in order", e);
        } finally {
            LogManager.shutdown();
            Runtime.getRuntime().halt(code);
        }
    }
}
