package dev.correnteza.standalone.stack;

import dev.correnteza.embedded.RegistryServer;
import dev.correnteza.events.codec.SchemaRegistrar;
import dev.correnteza.events.codec.SchemaRegistry;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.data.StackDirectory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schema registry of a stack, told our schemas. */
final class Registry implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(Registry.class);

    private final Installation installation;
    private final StackDirectory directory;
    private final Ports ports;
    private final Progress progress;
    private final Runnable onEnd;
    private volatile RegistryServer server;

    private Registry(
            Installation installation, StackDirectory directory, Ports ports, Progress progress, Runnable onEnd) {
        this.installation = installation;
        this.directory = directory;
        this.ports = ports;
        this.progress = progress;
        this.onEnd = onEnd;
        this.server = spawn();
    }

    /** Returns at once. */
    static Registry start(
            Installation installation, StackDirectory directory, Ports ports, Progress progress, Runnable onEnd) {
        return new Registry(installation, directory, ports, progress, onEnd);
    }

    private RegistryServer spawn() {
        RegistryServer spawned =
                RegistryServer.start(installation.registry(), directory.registry(), ports.of(Part.REGISTRY));
        ProcessHandle.of(spawned.pid()).ifPresent(process -> {
            var _ = process.onExit().thenRun(onEnd);
        });
        return spawned;
    }

    void awaitReadyAndRegister() throws StackFailure {
        try {
            server.awaitReady(READY_TIMEOUT);
        } catch (IllegalStateException e) {
            throw new StackFailure(String.valueOf(e.getMessage()), e);
        }
        register();
    }

    /** That others cannot read our topics through the registry is bad, and stops nothing of ours. */
    private void register() {
        try {
            List<String> conflicts = new SchemaRegistrar(new SchemaRegistry(URI.create(server.url()))).registerAll();
            if (!conflicts.isEmpty()) {
                progress.say("WARNING: the registry knows the schemas of " + conflicts + " by other ids than ours;"
                        + " nobody can read these topics through it until those registrations are removed");
            }
        } catch (IOException e) {
            log.atError().setCause(e).log("schemas are not registered");
            progress.say("WARNING: the registry does not take our schemas (" + e.getMessage()
                    + "); everything works, but others cannot read the topics through it");
        }
    }

    void restart() throws StackFailure, IOException {
        server.close();
        server = spawn();
        awaitReadyAndRegister();
    }

    long pid() {
        return server.pid();
    }

    @Override
    public void close() {
        server.close();
    }
}
