package org.distrisocks.cluster.thirdparty;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What each client saw at each step, as Markdown. */
record ClientTable(List<ClientRun> runs) {

    @Override
    public String toString() {
        String headings = Arrays.stream(Step.values()).map(Step::heading).collect(Collectors.joining(" | "));
        return "| client | transport | " + headings + " |\n" + "|---".repeat(Step.values().length + 2) + "|\n"
                + runs.stream().map(ClientTable::line).collect(Collectors.joining("\n"));
    }

    private static String line(ClientRun run) {
        ThirdPartyClient client = run.client();
        String start = "| " + client.name() + " | " + client.transport() + " | ";
        return start
                + client.lack()
                        .map(lack -> "SKIPPED: " + lack)
                        .orElseGet(() -> Arrays.stream(Step.values())
                                .map(step ->
                                        run.seen(step).map(ClientTable::cell).orElse("-"))
                                .collect(Collectors.joining(" | ")))
                + " |";
    }

    private static String cell(Seen seen) {
        return seen.ok() ? seen.saw() : "FAILED: " + seen.saw();
    }
}
