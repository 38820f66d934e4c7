package org.distrisocks.cluster.thirdparty;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.distrisocks.cluster.TestPeople;
import tools.jackson.databind.json.JsonMapper;

/**
 * A library of another language, with a script that tells of each step by a line of JSON.
 *
 * @param runtime what runs the script
 * @param script its file, in the folder of the runtime
 */
record ScriptClient(String name, Transport transport, ScriptRuntime runtime, String script)
        implements ThirdPartyClient {

    /** More than all steps may take together: see the scripts. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public Optional<String> lack() {
        return runtime.lack();
    }

    @Override
    public void takeSteps(Errand errand, Consumer<Seen> listener) throws IOException, InterruptedException {
        Path log = Files.createDirectories(ScriptRuntime.LOGS).resolve(script + ".log");
        ProcessBuilder builder = new ProcessBuilder(runtime.program(), script)
                .directory(runtime.folder().toFile())
                .redirectError(Redirect.to(log.toFile()));
        // Not as arguments: everyone can read those of a process.
        builder.environment()
                .putAll(Map.of(
                        "RECEIVER_URL", errand.receiverUrl(),
                        "RECEIVER", errand.receiver(),
                        "PASSWORD", TestPeople.PASSWORD,
                        "SENDER_URL", errand.senderUrl(),
                        "SENDER_TOKEN", errand.senderToken()));
        Process process = builder.start();
        Thread limit = Thread.ofVirtual().start(() -> end(process));
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.accept(JSON.readValue(line, Seen.class));
            }
        }
        limit.join();
        if (process.exitValue() != 0) {
            throw new IOException(script + " ended with exit code " + process.exitValue() + " (log: " + log + ")");
        }
    }

    /** One that has ended is left alone: to destroy it would close its output, with what is not read yet. */
    private static void end(Process process) {
        try {
            if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
