package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one piece of long work. */
@Command(description = "Show one of them.")
final class JobShowCommand extends BaseCommand {
    private final Jobs jobs;

    @Parameters(paramLabel = "ID", description = "As 'start' and 'list' show it.")
    private String id = "";

    @Option(names = "--follow", description = "Until it has ended, with its progress on standard error.")
    private boolean follow;

    JobShowCommand(Context context, Jobs jobs) {
        super(context);
        this.jobs = jobs;
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure, InterruptedException {
        ServiceApi backfill = service(Part.BACKFILL);
        JsonNode job = follow ? jobs.follow(backfill, id, this) : backfill.get(jobs.pathOf(id), Map.of());
        if (output().isJson()) {
            output().json(job);
        } else {
            output().fields(job);
        }
        return !follow || Jobs.isDone(job) ? DONE : FAILED;
    }
}
