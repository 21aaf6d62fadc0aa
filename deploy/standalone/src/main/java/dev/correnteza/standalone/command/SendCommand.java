package dev.correnteza.standalone.command;

import dev.correnteza.simulator.webhook.Sample;
import dev.correnteza.simulator.webhook.Samples;
import dev.correnteza.simulator.webhook.WebhookSender;
import dev.correnteza.simulator.webhook.WebhookSenders;
import dev.correnteza.standalone.client.Account;
import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.sending.SendPlan;
import dev.correnteza.standalone.sending.SendResult;
import dev.correnteza.standalone.sending.WebhookPoster;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends samples as a gateway would. */
@Command(
        name = "send",
        description = {
            "Post a sample to an account's webhook address exactly as its gateway would, signed.",
            "All its times are moved so that the sale happened now. Without a sample, the gateway's samples are listed."
        })
final class SendCommand extends BaseCommand {
    private static final int SAY_EVERY_MS = 1_000;

    @Parameters(index = "0", paramLabel = "GATEWAY", description = "Such as hotmart.")
    private String gateway = "";

    @Parameters(index = "1", paramLabel = "SAMPLE", arity = "0..1", description = "Such as purchase_approved-pix.")
    private @Nullable String sampleName;

    @Option(names = "--samples", description = "List the gateway's samples.")
    private boolean listSamples;

    @Option(names = "--account", paramLabel = "ID", description = "To which account; the first active one if left out.")
    private @Nullable String accountId;

    @Option(names = "--count", paramLabel = "N", description = "How often (${DEFAULT-VALUE}).")
    private int count = 1;

    @Option(names = "--fresh", description = "Each of them is another sale.")
    private boolean fresh;

    @Option(names = "--duplicates", paramLabel = "K", description = "Send each K more times.")
    private int duplicates;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Requests a second at most; as fast as it goes if left out.")
    private double rate;

    @Option(names = "--shuffle", description = "In any order.")
    private boolean shuffle;

    @Option(names = "--as-is", description = "Leave the sample's times as they are.")
    private boolean asIs;

    SendCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure, InterruptedException {
        WebhookSender sender = WebhookSenders.find(gateway).orElseThrow(this::unknownGateway);
        if (listSamples || sampleName == null) {
            return list();
        }
        Sample sample = Samples.find(gateway, sampleName)
                .orElseThrow(() -> misused(
                        "sample: '" + sampleName + "' (expected: one that 'correnteza send " + gateway + "' lists)"));
        if (count < 1 || duplicates < 0 || rate < 0) {
            throw misused("--count, --duplicates and --rate: negative or zero (expected: a count of 1 or more)");
        }
        var plan = new SendPlan(count, fresh, duplicates, shuffle, asIs, rate);
        SendResult result = new WebhookPoster(context().clock())
                .post(sender, sample, account(), plan, progressOf(count * (1 + duplicates)));
        print(result);
        return result.isAllTaken() ? DONE : FAILED;
    }

    private RuntimeException unknownGateway() {
        String known = WebhookSenders.all().stream().map(WebhookSender::gateway).collect(Collectors.joining(", "));
        return misused("gateway: '" + gateway + "' (expected: one of " + known + ")");
    }

    private int list() {
        List<String> names = Samples.of(gateway).stream().map(Sample::name).toList();
        if (output().isJson()) {
            output().json(names);
        } else {
            names.forEach(output()::line);
        }
        return DONE;
    }

    private Account account() throws IOException, CommandFailure, ApiFailure {
        return accounts().list().stream()
                .filter(account -> account.gateway().equals(gateway))
                .filter(account -> accountId == null || account.accountId().equals(accountId))
                .filter(account -> accountId != null || account.status().equals("ACTIVE"))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("no such account at " + gateway
                        + " (expected: one that 'correnteza accounts' lists; 'correnteza accounts create " + gateway
                        + "' makes one)"));
    }

    /** Says how far it is about once a second, when it takes that long. */
    private IntConsumer progressOf(int total) {
        long[] lastAt = {System.nanoTime()};
        return answered -> {
            synchronized (lastAt) {
                if ((System.nanoTime() - lastAt[0]) / 1_000_000 >= SAY_EVERY_MS) {
                    lastAt[0] = System.nanoTime();
                    progress("answered " + answered + " of " + total);
                }
            }
        };
    }

    private void print(SendResult result) {
        if (output().isJson()) {
            output().json(result);
            return;
        }
        String statuses = result.statuses().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("  "));
        var line = new StringBuilder("sent " + result.sent() + " in " + result.durationMs() + " ms  " + statuses);
        if (result.unanswered() > 0) {
            line.append("  unanswered: ").append(result.unanswered());
        }
        SendResult.Latency latency = result.latencyMs();
        if (latency != null) {
            line.append("  latency ms p50 " + latency.p50() + "  p95 " + latency.p95() + "  p99 " + latency.p99()
                    + "  max " + latency.max());
        }
        output().line(line.toString());
    }
}
