package dev.correnteza.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The embedded broker in a JVM of its own. */
public final class BrokerProcess extends KillableProcess {
    private final RunDirectory directory;
    private final int port;
    private final Path upFile;
    private final List<String> jvmOptions;

    BrokerProcess(RunDirectory directory, int port, List<String> jvmOptions) {
        super(directory.resolve("broker.aot"));
        this.directory = directory;
        this.port = port;
        this.upFile = directory.resolve("broker.up");
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    public String bootstrapServers() {
        return Stack.HOST + ":" + port;
    }

    @Override
    ChildJvm spawn(List<String> cacheOptions) throws IOException {
        Files.deleteIfExists(upFile);
        List<String> options = new ArrayList<>(cacheOptions);
        options.addAll(jvmOptions);
        options.addAll(List.of(
                "-Dcorrenteza.bench.log=WARN",
                "-Dlogback.configurationFile=correnteza-bench-logback.xml",
                "-Djava.io.tmpdir=" + directory.resolve("tmp")));
        return ChildJvm.start(
                BrokerMain.class,
                options,
                List.of(directory.resolve("kafka").toString(), Integer.toString(port), upFile.toString()),
                Map.of(),
                directory.resolve("broker.log"));
    }

    @Override
    public boolean isUp() {
        return Files.exists(upFile);
    }

    @Override
    public String name() {
        return "broker";
    }
}
