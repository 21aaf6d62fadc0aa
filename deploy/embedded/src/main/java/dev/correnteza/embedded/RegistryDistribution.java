package dev.correnteza.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files of Apicurio Registry as its {@code apicurio-registry-app:tar.gz:all} holds them. */
public final class RegistryDistribution {

    private static final String ARCHIVE_ENDING = ".tar.gz";
    private static final String CACHE_ENDING = ".aot";

    private final Path directory;

    private RegistryDistribution(Path directory) {
        this.directory = directory;
    }

    /**
     * Unpacks an archive below a cache directory, unless it is there already, and returns where.
     *
     * @throws IOException when the archive cannot be read, or holds a file that would land elsewhere
     */
    public static Path unpack(Path archive, Path cacheDirectory) throws IOException {
        String name = String.valueOf(archive.getFileName());
        if (!name.endsWith(ARCHIVE_ENDING)) {
            throw new IllegalArgumentException("archive: " + archive + " (expected: a " + ARCHIVE_ENDING + ")");
        }
        Path target = cacheDirectory.resolve(name.substring(0, name.length() - ARCHIVE_ENDING.length()));
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(cacheDirectory);
        Path unfinished = Files.createTempDirectory(cacheDirectory, "unpacking-");
        try {
            extract(archive, unfinished);
            if (!Files.isDirectory(target)) {
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            DataDirectory.delete(unfinished);
        }
        return target;
    }

    private static void extract(Path archive, Path target) throws IOException {
        try (var file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                var tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry of " + archive + ": " + entry.getName() + " (expected: inside)");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isFile()) {
                    Files.createDirectories(path.resolveSibling("."));
                    Files.copy(tar, path);
                }
            }
        }
    }

    /** @throws NoSuchFileException when the directory does not hold an unpacked distribution */
    static RegistryDistribution in(Path directory) throws IOException {
        Path path = directory.toAbsolutePath().normalize();
        Path first = path.resolve("quarkus").resolve("generated-bytecode.jar");
        if (!Files.exists(first)) {
            throw new NoSuchFileException(first.toString(), null, "expected: the registry unpacked in " + path);
        }
        return new RegistryDistribution(path);
    }

    /**
     * One flat class path instead of the class loader that the distribution brings: the JVM keeps an ahead-of-time cache
     * only for classes that it loads itself. What was transformed at build time must shadow its original.
     */
    String classPath() throws IOException {
        return jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private List<Path> jars() throws IOException {
        var entries = new ArrayList<Path>();
        entries.add(launcher());
        entries.add(directory.resolve("quarkus").resolve("transformed-bytecode.jar"));
        entries.add(directory.resolve("quarkus").resolve("generated-bytecode.jar"));
        for (String folder : List.of("app", "lib/boot", "lib/main")) {
            try (var jars = Files.list(directory.resolve(folder))) {
                entries.addAll(jars.filter(jar -> jar.toString().endsWith(".jar"))
                        .sorted()
                        .toList());
            }
        }
        return entries;
    }

    /**
     * Named after the JDK and all that is in the class path: a JVM takes a cache made of other jars without a word, and
     * runs the classes that were in those.
     */
    Path aheadOfTimeCache() throws IOException {
        var identity = new StringBuilder(Runtime.version() + System.getProperty("java.home"));
        for (Path jar : jars()) {
            identity.append('\n').append(jar).append(' ').append(Files.size(jar));
            identity.append(' ').append(Files.getLastModifiedTime(jar));
        }
        String name = UUID.nameUUIDFromBytes(identity.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        return directory.resolve("registry-" + name + CACHE_ENDING);
    }

    /** Caches that fit no more; each takes 100 MB. */
    void deleteOtherCaches() throws IOException {
        Path current = aheadOfTimeCache();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(CACHE_ENDING) && !file.equals(current)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Not written again when it is the same: the cache holds for the file as it was. */
    private Path launcher() throws IOException {
        Path jar = directory.resolve("launcher.jar");
        byte[] content = launcherJar();
        if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), content)) {
            Path unfinished = Files.createTempFile(directory, "launcher", null);
            Files.write(unfinished, content);
            Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING);
        }
        return jar;
    }

    private static byte[] launcherJar() throws IOException {
        String name = RegistryMain.class.getName().replace('.', '/') + ".class";
        var bytes = new ByteArrayOutputStream();
        try (InputStream main = RegistryMain.class.getResourceAsStream("/" + name);
                var jar = new JarOutputStream(bytes)) {
            if (main == null) {
                throw new NoSuchFileException(name);
            }
            var entry = new JarEntry(name);
            entry.setLastModifiedTime(FileTime.fromMillis(0));
            jar.putNextEntry(entry);
            main.transferTo(jar);
        }
        return bytes.toByteArray();
    }
}
