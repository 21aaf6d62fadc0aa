package dev.correnteza.embedded;

import java.nio.file.Path;
import java.time.Duration;

/** Arguments: distribution, data directory. Says process id and address of the registry, then runs until killed. */
final class RegistryParentMain {

    private RegistryParentMain() {}

    public static void main(String[] args) throws Exception {
        RegistryServer registry = RegistryServer.start(Path.of(args[0]), Path.of(args[1]), 0);
        registry.awaitReady(Duration.ofSeconds(90));
        System.out.println(registry.pid());
        System.out.println(registry.url());
        Thread.currentThread().join();
    }
}
