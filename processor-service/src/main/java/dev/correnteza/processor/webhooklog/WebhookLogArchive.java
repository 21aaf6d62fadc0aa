package dev.correnteza.processor.webhooklog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes months of the log to files, a JSON object per line, compressed by gzip: {@code webhook_log_2026_01.jsonl.gz}. */
@Component
class WebhookLogArchive {
    private static final int ROWS_AT_ONCE = 1_000;

    private final DatabaseClient db;
    private final @Nullable Path directory;

    WebhookLogArchive(DatabaseClient db, WebhookLogProperties properties) {
        this.db = db;
        this.directory = properties.archiveDirectory();
    }

    /** Completes when the file is on the disk under its name, or at once where there is no archive. */
    Mono<Void> write(String table) {
        if (directory == null) {
            return Mono.empty();
        }
        Path file = directory.resolve(table + ".jsonl.gz");
        Path unfinished = directory.resolve(table + ".jsonl.gz.unfinished");
        Flux<String> rows = db.sql("SELECT row_to_json(month)::text FROM " + table
                        + " AS month ORDER BY record_time, topic, kafka_partition, kafka_offset")
                .filter(statement -> statement.fetchSize(ROWS_AT_ONCE))
                .mapValue(String.class)
                .all();
        return Mono.using(
                        () -> new Lines(unfinished),
                        lines -> rows.publishOn(Schedulers.boundedElastic(), ROWS_AT_ONCE)
                                .doOnNext(lines::write)
                                .then(Mono.fromRunnable(() -> lines.finishAs(file))),
                        Lines::close)
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    /** A file being written. */
    private static final class Lines implements AutoCloseable {
        private final Path unfinished;
        private final FileChannel channel;
        private final GZIPOutputStream out;

        Lines(Path unfinished) throws IOException {
            Files.createDirectories(unfinished.toAbsolutePath().getParent());
            this.unfinished = unfinished;
            this.channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            this.out = new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16);
        }

        void write(String line) {
            try {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void finishAs(Path file) {
            try {
                out.finish();
                channel.force(true);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
