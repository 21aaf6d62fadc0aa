package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Lists long work. */
@Command(description = "List them, the latest first.")
final class JobListCommand extends BaseCommand {
    private final Jobs jobs;

    JobListCommand(Context context, Jobs jobs) {
        super(context);
        this.jobs = jobs;
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode list = service(Part.BACKFILL).get(jobs.path(), Map.of());
        if (output().isJson()) {
            output().json(list);
        } else {
            output().table(jobs.columns(), list);
        }
        return DONE;
    }
}
