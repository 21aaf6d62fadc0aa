package dev.correnteza.standalone.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The files that were built: jars, the registry, ahead-of-time caches.
 *
 * @param home the module's build directory
 * @param classPath of this JVM, which that of the services is too
 */
public record Installation(Path home, String classPath) {

    /** That of this JVM, as the launcher tells it. */
    public static Installation ofThisJvm() {
        String home = System.getProperty("correnteza.home");
        if (home == null) {
            throw new IllegalStateException("correnteza.home: not set (expected: the launcher deploy/correnteza)");
        }
        return new Installation(Path.of(home).toAbsolutePath(), System.getProperty("java.class.path"));
    }

    Path registry() {
        return home.resolve("registry");
    }

    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The services' cache, which may not be there. */
    public Path servicesCache() {
        return home.resolve("aot").resolve("services.aot");
    }

    /**
     * Whether a cache was made from these very jars: a JVM takes one that was made of others without a word, and runs the
     * classes that were in those.
     */
    boolean isUsable(Path cache) throws IOException {
        if (!Files.exists(cache)) {
            return false;
        }
        var madeAt = Files.getLastModifiedTime(cache);
        for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            Path jar = Path.of(entry);
            if (!Files.isRegularFile(jar) || Files.getLastModifiedTime(jar).compareTo(madeAt) > 0) {
                return false;
            }
        }
        return true;
    }
}
