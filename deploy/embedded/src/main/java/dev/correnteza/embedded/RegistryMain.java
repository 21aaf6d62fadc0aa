package dev.correnteza.embedded;

import java.io.IOException;

/**
 * What the registry's JVM runs: the registry, and a watch over its parent, whose death ends its standard input.
 *
 * <p>It is copied alone into the registry's class path, so it refers to nothing of this module.
 */
final class RegistryMain {

    private RegistryMain() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent-watch").start(RegistryMain::exitWithParent);
        Class.forName("io.quarkus.runner.GeneratedMain")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
    }

    private static void exitWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; what counts is the end.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        System.exit(0);
    }
}
