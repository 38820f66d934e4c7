package org.distrisocks.session.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.distrisocks.CaseTable;
import org.distrisocks.RealPod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps a pod to the specifications of STOMP, and prints what was seen of it. */
class StompConformanceIT extends RealPod {

    private static final CaseTable TABLE = new CaseTable();

    static Stream<ConformanceCase> cases() {
        return Stream.of(
                        FramingCases.all(),
                        SizeCases.all(),
                        ConnectingCases.all(),
                        HeartBeatCases.all(),
                        ClientFrameCases.all(),
                        TransactionCases.all(),
                        ServerFrameCases.all())
                .flatMap(cases -> cases);
    }

    static Stream<Arguments> casesByCarrier() {
        return cases().flatMap(rule -> rule.carriers().stream().map(carrier -> arguments(rule, carrier)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("casesByCarrier")
    void keeps(ConformanceCase rule, Carrier carrier) {
        String seen = "an exception";
        try (Conversation with =
                new Conversation(port, carrier, user -> token(user, Duration.ofMinutes(5)), this::user)) {
            seen = rule.script().run(with);
        } finally {
            TABLE.add(rule.name(), rule.source(), rule.expected(), seen);
        }

        assertThat(seen).as("%s by %s", rule, carrier).isEqualTo(rule.expected());
    }

    @Test
    void isToldOfInTheDocuments() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "stomp.md"));

        assertThat(cases().map(ConformanceCase::rule).distinct()).allMatch(name -> document.contains("*" + name + "*"));
    }

    @AfterAll
    static void print() {
        System.out.println(TABLE);
    }
}
