package dev.correnteza.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that ours is compared with, in a JVM of its own with the same options. */
public final class FloorProcess extends KillableProcess {
    private static final int TIMEOUT_MS = 1_000;

    private final RunDirectory directory;
    private final Class<?> main;
    private final List<String> arguments;
    private final int port;
    private final List<String> jvmOptions;
    private final Map<String, String> environment;

    private FloorProcess(
            RunDirectory directory,
            Class<?> main,
            List<String> arguments,
            int port,
            List<String> jvmOptions,
            Map<String, String> environment) {
        super(directory.resolve(main.getSimpleName() + ".aot"));
        this.directory = directory;
        this.main = main;
        this.arguments = arguments;
        this.port = port;
        this.jvmOptions = jvmOptions;
        this.environment = environment;
    }

    /**
     * Returns when it takes connections.
     *
     * @param main is given its port and then the arguments
     */
    public static FloorProcess start(
            RunDirectory directory, Class<?> main, List<String> arguments, List<String> jvmOptions)
            throws InterruptedException {
        return start(directory, main, arguments, jvmOptions, Map.of());
    }

    /** @param environment for what no other user of the machine may see */
    public static FloorProcess start(
            RunDirectory directory,
            Class<?> main,
            List<String> arguments,
            List<String> jvmOptions,
            Map<String, String> environment)
            throws InterruptedException {
        FloorProcess floor = new FloorProcess(
                directory,
                main,
                List.copyOf(arguments),
                FreePort.find(),
                List.copyOf(jvmOptions),
                Map.copyOf(environment));
        Runtime.getRuntime().addShutdownHook(new Thread(floor::kill));
        floor.start();
        floor.requireUp();
        return floor;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(Stack.HOST), port);
    }

    @Override
    ChildJvm spawn(List<String> cacheOptions) throws IOException {
        List<String> options = new ArrayList<>(cacheOptions);
        options.addAll(jvmOptions);
        options.addAll(List.of(
                "-Dcorrenteza.bench.log=WARN",
                "-Dlogback.configurationFile=correnteza-bench-logback.xml",
                "-Djava.io.tmpdir=" + directory.resolve("tmp")));
        List<String> all = new ArrayList<>(List.of(Integer.toString(port)));
        all.addAll(arguments);
        return ChildJvm.start(main, options, all, environment, directory.resolve(main.getSimpleName() + ".log"));
    }

    @Override
    public boolean isUp() {
        try (Socket socket = new Socket()) {
            socket.connect(address(), TIMEOUT_MS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public String name() {
        return main.getSimpleName();
    }
}
