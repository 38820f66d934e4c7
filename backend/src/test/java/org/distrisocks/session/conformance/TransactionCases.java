package org.distrisocks.session.conformance;

import static org.distrisocks.session.conformance.ConformanceCase.said;
import static org.distrisocks.session.conformance.Conversation.CAROL;
import static org.distrisocks.session.conformance.Conversation.send;
import static org.distrisocks.session.stomp.StompVersion.V1_1;
import static org.distrisocks.session.stomp.StompVersion.V1_2;

import java.util.stream.Stream;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompVersion;

/** BEGIN, COMMIT and ABORT. */
final class TransactionCases {

    private static final String BEGIN = "BEGIN\ntransaction:t\n\n\0";
    private static final String COMMIT = "COMMIT\ntransaction:t\nreceipt:r\n\n\0";
    private static final String ABORT = "ABORT\ntransaction:t\nreceipt:r\n\n\0";
    private static final String IN_T = "transaction:t\n";
    private static final String TAKEN = "RECEIPT r";
    private static final String REFUSED = "ERROR r, closed 1002";
    private static final StompVersion[] ALL = StompVersion.values();

    static Stream<ConformanceCase> all() {
        return Stream.of(answers(), refusals(), deliveries()).flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> answers() {
        String sendInT = send(CAROL, "hi", IN_T + "receipt:s\n");
        return Stream.of(
                        said("receipt of a BEGIN", "BEGIN", asking(BEGIN), TAKEN, ALL),
                        said("receipt of a COMMIT", "COMMIT", BEGIN + COMMIT, TAKEN, ALL),
                        said("receipt of an ABORT", "ABORT", BEGIN + ABORT, TAKEN, ALL),
                        said(
                                "receipts of a transaction",
                                "COMMIT",
                                BEGIN + sendInT + COMMIT,
                                "RECEIPT s, RECEIPT r",
                                ALL),
                        said(
                                "id of a transaction that is over",
                                "BEGIN",
                                BEGIN + COMMIT + asking(BEGIN),
                                "RECEIPT r, RECEIPT r",
                                ALL))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> refusals() {
        return Stream.of(
                        said("BEGIN with an id that is taken", "BEGIN", BEGIN + asking(BEGIN), REFUSED, ALL),
                        said("COMMIT of nothing", "COMMIT", COMMIT, REFUSED, ALL),
                        said("ABORT of nothing", "ABORT", ABORT, REFUSED, ALL),
                        said("COMMIT of what is over", "COMMIT", BEGIN + quiet(ABORT) + COMMIT, REFUSED, ALL),
                        said("SEND in no transaction", "SEND", send(CAROL, "hi", IN_T + "receipt:r\n"), REFUSED, ALL),
                        said(
                                "ACK in no transaction",
                                "ACK",
                                "ACK\nid:0\ntransaction:t\nreceipt:r\n\n\0",
                                REFUSED,
                                V1_2),
                        said(
                                "NACK in no transaction",
                                "NACK",
                                "NACK\nid:0\ntransaction:t\nreceipt:r\n\n\0",
                                REFUSED,
                                V1_2))
                .flatMap(cases -> cases);
    }

    /** What comes to the receiver. */
    private static Stream<ConformanceCase> deliveries() {
        return Stream.of(
                delivers(
                        "SEND waits for its COMMIT",
                        "COMMIT",
                        "beside, held",
                        (reader, with) -> with.session(V1_2)
                                .send(BEGIN + send(reader, "held", IN_T) + send(reader, "beside") + COMMIT)),
                delivers(
                        "SEND of an ABORT",
                        "ABORT",
                        "beside, after",
                        (reader, with) -> with.session(V1_2)
                                .send(BEGIN + send(reader, "held", IN_T) + send(reader, "beside") + ABORT)
                                .send(send(reader, "after"))),
                delivers(
                        "transactions side by side",
                        "BEGIN",
                        "other, after",
                        (reader, with) -> with.session(V1_2)
                                .send(BEGIN + BEGIN.replace(":t", ":o"))
                                .send(send(reader, "held", IN_T) + send(reader, "other", "transaction:o\n"))
                                .send(COMMIT.replace("n:t", "n:o") + ABORT + send(reader, "after"))),
                delivers("DISCONNECT aborts", "BEGIN", "after, last", (reader, with) -> {
                    with.session(V1_2)
                            .send(BEGIN + send(reader, "held", IN_T) + "DISCONNECT\nreceipt:r\n\n\0")
                            .sees(2);
                    with.session(V1_2).send(send(reader, "after") + send(reader, "last"));
                }),
                delivers("end of the connection aborts", "BEGIN", "before, after", (reader, with) -> {
                    WirePeer gone = with.session(V1_2);
                    gone.send(BEGIN + send(reader, "held", IN_T) + send(reader, "before", "receipt:r\n"))
                            .sees(1);
                    gone.close();
                    with.session(V1_2).send(send(reader, "after"));
                }));
    }

    private interface Sending {
        void to(UserId reader, Conversation with);
    }

    private static ConformanceCase delivers(String name, String section, String expected, Sending sending) {
        return ConformanceCase.of(name, V1_1, section, expected, with -> {
                    UserId reader = with.someone();
                    WirePeer peer = with.reader(V1_1, reader, "auto");
                    sending.to(reader, with);
                    return peer.message().payload() + ", " + peer.message().payload();
                })
                .once();
    }

    private static String asking(String frame) {
        return frame.replace("\n\n", "\nreceipt:r\n\n");
    }

    private static String quiet(String frame) {
        return frame.replace("receipt:r\n", "");
    }

    private TransactionCases() {}
}
