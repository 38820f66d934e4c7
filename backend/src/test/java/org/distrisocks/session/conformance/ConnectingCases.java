package org.distrisocks.session.conformance;

import static org.distrisocks.session.conformance.ConformanceCase.said;
import static org.distrisocks.session.conformance.Conversation.ALICE;
import static org.distrisocks.session.stomp.StompVersion.V1_0;
import static org.distrisocks.session.stomp.StompVersion.V1_1;
import static org.distrisocks.session.stomp.StompVersion.V1_2;

import java.util.stream.Stream;
import org.distrisocks.session.conformance.WireEvent.Frame;
import org.distrisocks.session.stomp.StompVersion;

/** CONNECT, STOMP and CONNECTED. Who may log in is told by the tests of logins. */
final class ConnectingCases {

    private static final int IN_A_HURRY = 30;
    private static final String REFUSED = "ERROR, closed 1002";
    private static final String NEGOTIATION = "Protocol Negotiation";

    static Stream<ConformanceCase> all() {
        return Stream.of(connects(), negotiates(), connected(), firstFrames(), laterFrames(), refusals())
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> connects() {
        String section = "CONNECT or STOMP Frame";
        return Stream.of(
                connects("CONNECT", V1_2, section, "CONNECT\naccept-version:1.2\nLOGIN\n\0"),
                connects("CONNECT", V1_1, section, "CONNECT\naccept-version:1.1\nLOGIN\n\0"),
                connects("CONNECT", V1_0, "introduction", "CONNECT\nLOGIN\n\0"),
                connects("STOMP for CONNECT", V1_2, section, "STOMP\naccept-version:1.2\nLOGIN\n\0"),
                connects("STOMP for CONNECT", V1_1, section, "STOMP\naccept-version:1.1\nLOGIN\n\0"),
                connects(
                        "CONNECT without host",
                        V1_2,
                        section,
                        "CONNECT\naccept-version:1.2\nLOGIN\n\0",
                        "host:h\n",
                        ""),
                connects("CONNECT with CR LF", V1_2, "Augmented BNF", "CONNECT\r\naccept-version:1.2\r\nLOGIN\r\n\0"),
                connects(
                        "CONNECT has no escapes",
                        V1_2,
                        "Value Encoding",
                        "CONNECT\naccept-version:1.2\nx:\\t\nLOGIN\n\0"),
                connects(
                        "CONNECT with spaces",
                        V1_0,
                        "introduction",
                        "CONNECT\nLOGIN\n\0",
                        "Authorization:",
                        " Authorization : "),
                ConformanceCase.of(
                        "CONNECT with spaces",
                        V1_2,
                        "Value Encoding",
                        REFUSED,
                        with -> with.open()
                                .send("CONNECT\naccept-version:1.2\n"
                                        + with.login(ALICE).replace("Authorization:", "Authorization: ") + "\n\0")
                                .sees(2)),
                ConformanceCase.of(
                        "receipt of a CONNECT",
                        V1_2,
                        "Header receipt",
                        "CONNECTED 1.2, RECEIPT r",
                        with -> with.open()
                                .send("CONNECT\naccept-version:1.2\nreceipt:c\n" + with.login(ALICE) + "\n\0")
                                .send("BEGIN\ntransaction:t\nreceipt:r\n\n\0")
                                .sees(2)));
    }

    private static ConformanceCase connects(
            String name, StompVersion version, String section, String frame, String... replaced) {
        return ConformanceCase.of(name, version, section, "CONNECTED " + version.number(), with -> {
            String login = with.login(ALICE);
            String meant = replaced.length == 0 ? login : login.replace(replaced[0], replaced[1]);
            return with.open().send(frame.replace("LOGIN", meant)).sees(1);
        });
    }

    private static Stream<ConformanceCase> negotiates() {
        return Stream.of(
                negotiates("1.0,1.1,2.0", "CONNECTED 1.1"),
                negotiates("1.2,1.1,1.0", "CONNECTED 1.2"),
                negotiates("1.0", "CONNECTED 1.0"),
                negotiates("2.0", "ERROR 1.2,1.1,1.0, closed 1002"),
                negotiates("none", "ERROR 1.2,1.1,1.0, closed 1002"));
    }

    private static ConformanceCase negotiates(String offered, String expected) {
        return ConformanceCase.of(
                "versions of both sides",
                V1_2,
                NEGOTIATION,
                expected,
                with -> with.open()
                        .send("CONNECT\naccept-version:" + offered + "\n" + with.login(ALICE) + "\n\0")
                        .sees(expected.endsWith("closed 1002") ? 2 : 1));
    }

    private static Stream<ConformanceCase> connected() {
        String section = "CONNECTED Frame";
        return Stream.of(
                ConformanceCase.of(
                                "headers of CONNECTED",
                                V1_2,
                                section,
                                "version heart-beat session server user-name pod",
                                with -> connectedOf(with).names())
                        .once(),
                ConformanceCase.of(
                                "server is named",
                                V1_2,
                                section,
                                "distriSocks",
                                with -> connectedOf(with).required("server"))
                        .once(),
                ConformanceCase.of(
                        "sessions have ids of their own",
                        V1_2,
                        section,
                        "they differ",
                        with -> connectedOf(with)
                                        .required("session")
                                        .equals(connectedOf(with).required("session"))
                                ? "they are the same"
                                : "they differ"),
                ConformanceCase.of("clients in a hurry", V1_1, "Connecting", "CONNECTED 1.1", ConnectingCases::hurry)
                        .once());
    }

    private static Frame connectedOf(Conversation with) {
        return with.open()
                .send("CONNECT\naccept-version:1.2\n" + with.login(ALICE) + "\n\0")
                .frame("CONNECTED");
    }

    private static String hurry(Conversation with) {
        for (int i = 0; i < IN_A_HURRY; i++) {
            with.open()
                    .send("CONNECT\naccept-version:1.1\n" + with.login(ALICE) + "\n\0")
                    .close();
        }
        return with.open()
                .send("CONNECT\naccept-version:1.1\n" + with.login(ALICE) + "\n\0")
                .sees(1);
    }

    private static Stream<ConformanceCase> firstFrames() {
        return Stream.of(
                        "SEND\ndestination:/app/messages\n\n{}\0",
                        "SUBSCRIBE\nid:0\ndestination:/user/queue/messages\n\n\0",
                        "DISCONNECT\n\n\0",
                        "CONNECTED\nversion:1.2\n\n\0",
                        "GET / HTTP/1.1\r\n\r\n\0",
                        "CONNECT\nnonsense\n\n\0",
                        "CONNECT\naccept-version:1.2\n\nbody\0")
                .map(frame -> ConformanceCase.of(
                        "first frame is no CONNECT: "
                                + frame.replaceAll("\\W+", " ").trim(),
                        V1_2,
                        "Connecting",
                        REFUSED,
                        with -> with.open().send(frame).sees(2)));
    }

    private static Stream<ConformanceCase> laterFrames() {
        return Stream.of(
                        later("CONNECT in a session: ", "CONNECT"),
                        later("CONNECT in a session: ", "STOMP"),
                        later("frame of a server: ", "CONNECTED"),
                        later("frame of a server: ", "MESSAGE"),
                        later("frame of a server: ", "RECEIPT"),
                        later("frame of a server: ", "ERROR"))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> later(String name, String command) {
        return said(
                name + command,
                "Client Frames",
                command + "\nreceipt:r\n\n\0",
                "ERROR r, closed 1002",
                V1_2,
                V1_1,
                V1_0);
    }

    /** What a client of 1.0 reads has no escapes, though it has not been let in. */
    private static Stream<ConformanceCase> refusals() {
        return Stream.of(
                refusal(
                        V1_2,
                        "Value Encoding",
                        "CONNECT needs login and passcode, or Authorization\\c Bearer with a token"),
                refusal(V1_0, "ERROR", "CONNECT needs login and passcode, or Authorization: Bearer with a token"));
    }

    private static ConformanceCase refusal(StompVersion version, String section, String expected) {
        return ConformanceCase.of(
                        "ERROR before CONNECTED",
                        version,
                        section,
                        expected,
                        with -> with.open()
                                .send("CONNECT\naccept-version:" + version.number() + "\n\n\0")
                                .frame("ERROR")
                                .required("message"))
                .once();
    }

    private ConnectingCases() {}
}
