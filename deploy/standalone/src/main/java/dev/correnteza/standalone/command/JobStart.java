package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What the two ways of starting long work share. */
abstract class JobStart extends BaseCommand {
    private final Jobs jobs;

    @Option(names = "--dry-run", description = "Write nothing; only count.")
    private boolean dryRun;

    @Option(names = "--no-follow", description = "Return at once; the work goes on.")
    private boolean noFollow;

    JobStart(Context context, Jobs jobs) {
        super(context);
        this.jobs = jobs;
    }

    final boolean isDryRun() {
        return dryRun;
    }

    /** Follows what was started, unless that was not wanted. */
    final int follow(ServiceApi backfill, JsonNode started) throws ApiFailure, InterruptedException {
        String id = started.path("id").asString("");
        JsonNode job = noFollow ? started : jobs.follow(backfill, id, this);
        if (output().isJson()) {
            output().json(job);
        } else if (noFollow) {
            output().line(jobs.word() + " " + id + " started; see it with 'correnteza " + jobs.word() + " show " + id
                    + "'");
        } else {
            output().fields(job);
        }
        return noFollow || Jobs.isDone(job) ? DONE : FAILED;
    }
}
