package org.distrisocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Schemathesis makes requests from {@code /v3/api-docs}, good and bad ones, and holds the answers against it: no 5xx, no
 * status, type, header or body that is not documented. Python and the network are needed
 * once, for {@code target/schemathesis}.
 */
@Tag("long")
class SchemathesisIT extends RealPod {

    private static final String VERSION = "4.32.5";
    private static final Path HOME = Path.of("target", "schemathesis");
    private static final Path PROGRAM = HOME.resolve("bin").resolve("schemathesis");
    private static final Path OUTPUT = Path.of("target", "schemathesis.log");

    /** Not {@code unsupported_method}: the firewall answers TRACE by 400. */
    private static final String CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,"
            + "response_headers_conformance,response_schema_conformance,ignored_auth";

    @Test
    void findsNoAnswerThatIsNotDocumented() throws Exception {
        assumeThat(isInstalled())
                .as("schemathesis %s in %s, or python3 and the network to install it", VERSION, HOME)
                .isTrue();
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "run",
                "http://localhost:" + port + "/v3/api-docs",
                "--no-color",
                "--checks",
                CHECKS));
        command.addAll(List.of(
                "--max-examples", Integer.getInteger("distrisocks.examples", 50).toString()));
        command.addAll(List.of("--header", "Authorization: Bearer " + token(user("sam"), Duration.ofHours(1))));
        int exitCode = run(command, Duration.ofMinutes(15));
        assertThat(exitCode).as(Files.readString(OUTPUT)).isZero();
    }

    private static boolean isInstalled() throws IOException, InterruptedException {
        if (Files.isExecutable(PROGRAM)) {
            return true;
        }
        try {
            return run(List.of("python3", "-m", "venv", HOME.toString()), Duration.ofMinutes(1)) == 0
                    && run(
                                    List.of(HOME + "/bin/pip", "install", "--quiet", "schemathesis==" + VERSION),
                                    Duration.ofMinutes(3))
                            == 0;
        } catch (IOException noPython) {
            System.out.println("schemathesis cannot be installed: " + noPython.getMessage());
            return false;
        }
    }

    private static int run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile())
                .start();
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command.getFirst() + " was not done after " + limit);
        }
        return process.exitValue();
    }
}
