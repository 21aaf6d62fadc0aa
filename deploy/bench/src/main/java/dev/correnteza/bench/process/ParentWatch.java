package dev.correnteza.bench.process;

import java.io.IOException;

/** Ends this JVM when its parent does, however that ends: then standard input comes to its end. */
public final class ParentWatch {
    private ParentWatch() {}

    public static void start() {
        Thread.ofPlatform().name("parent-watch").daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is told this way.
                }
            } catch (IOException e) {
                // The same as its end.
            }
            Runtime.getRuntime().halt(1);
        });
    }
}
