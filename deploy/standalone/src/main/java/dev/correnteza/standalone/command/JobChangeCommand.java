package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Pauses, resumes or cancels one piece of long work. */
@Command(description = "Do this to one of them. What was written stays written.")
final class JobChangeCommand extends BaseCommand {
    private final Jobs jobs;
    private final String change;

    @Parameters(paramLabel = "ID", description = "As 'start' and 'list' show it.")
    private String id = "";

    JobChangeCommand(Context context, Jobs jobs, String change) {
        super(context);
        this.jobs = jobs;
        this.change = change;
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode job = service(Part.BACKFILL).post(jobs.pathOf(id) + "/" + change, Map.of());
        if (output().isJson()) {
            output().json(job);
        } else {
            output().line(jobs.word() + " " + id + ": " + Output.text(job.path("state")));
        }
        return DONE;
    }
}
