package org.distrisocks.session.conformance;

import static org.distrisocks.session.conformance.ConformanceCase.said;
import static org.distrisocks.session.conformance.Conversation.CAROL;
import static org.distrisocks.session.stomp.StompVersion.V1_0;
import static org.distrisocks.session.stomp.StompVersion.V1_1;
import static org.distrisocks.session.stomp.StompVersion.V1_2;

import java.util.Locale;
import java.util.stream.Stream;
import org.distrisocks.session.stomp.StompVersion;

/** Lines, headers, escapes and bodies. BEGIN stands for any frame here: it has no other effect. */
final class FramingCases {

    private static final String BEGIN = "BEGIN\ntransaction:t\nreceipt:r\n\n\0";
    private static final String ABORT = "ABORT\ntransaction:t\nreceipt:s\n\n\0";
    private static final String TAKEN = "RECEIPT r";
    private static final String REFUSED = "ERROR r, closed 1002";
    private static final String REFUSED_UNREAD = "ERROR, closed 1002";
    private static final StompVersion[] ALL = StompVersion.values();

    static Stream<ConformanceCase> all() {
        return Stream.of(lines(), headers(), escapes(), spaces(), bodies(), oddities())
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> lines() {
        String bnf = "Augmented BNF";
        return Stream.of(
                        said("lines end with LF", bnf, BEGIN, TAKEN, ALL),
                        said("lines end with CR LF", bnf, BEGIN.replace("\n", "\r\n"), TAKEN, ALL),
                        said("LF between frames", bnf, "\n\n" + BEGIN + "\n" + ABORT, "RECEIPT r, RECEIPT s", ALL),
                        said("CR LF between frames", bnf, "\r\n" + BEGIN + "\r\n" + ABORT, "RECEIPT r, RECEIPT s", ALL),
                        said("frames without a gap", bnf, BEGIN + ABORT, "RECEIPT r, RECEIPT s", ALL),
                        said("unknown command", "Client Frames", "PRAY\nreceipt:r\n\n\0", REFUSED_UNREAD, ALL),
                        said(
                                "command in lower case",
                                "STOMP Frames",
                                BEGIN.toLowerCase(Locale.ROOT),
                                REFUSED_UNREAD,
                                ALL),
                        said("NUL before the end of the headers", bnf, BEGIN.replace("\n\n", ""), REFUSED_UNREAD, ALL),
                        said("NUL is missing", bnf, BEGIN.replace("\0", "") + ABORT, REFUSED, V1_2, V1_1))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> headers() {
        String bnf = "Augmented BNF";
        return Stream.of(
                        said("header name in another case", "STOMP Frames", with("Transaction:t"), REFUSED, ALL),
                        said("header without a colon", bnf, with("transaction:t\nx"), REFUSED, ALL),
                        said("header without a name", bnf, with("transaction:t\n:x"), REFUSED, ALL),
                        said("header without a value", bnf, with("transaction:t\nx:"), TAKEN, ALL),
                        said(
                                "repeated header",
                                "Repeated Header Entries",
                                with("transaction:t\nreceipt:2"),
                                TAKEN,
                                ALL),
                        said("headers in UTF-8", "Value Encoding", receipt("ä€😀"), "RECEIPT ä€😀", ALL))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> escapes() {
        String section = "Value Encoding";
        String resolved = "BEGIN\ntransaction:a\\cb\n\n\0COMMIT\ntransaction:a:b\nreceipt:r\n\n\0";
        return Stream.of(
                        said("escapes are resolved", section, resolved, TAKEN, V1_2, V1_1),
                        said("escapes are written", section, receipt("\\c\\n\\\\"), "RECEIPT \\c\\n\\\\", V1_2, V1_1),
                        said("escapes are written", section, receipt("\\r"), "RECEIPT \\r", V1_2),
                        said("colon in a value", "Augmented BNF", receipt("a:b"), "RECEIPT a\\cb", V1_2, V1_1),
                        said("colon in a value", "Augmented BNF", receipt("a:b"), "RECEIPT a:b", V1_0),
                        said("no escapes in 1.0", "Augmented BNF", resolved, REFUSED, V1_0),
                        said("no escapes in 1.0", "Augmented BNF", receipt("\\t\\"), "RECEIPT \\t\\", V1_0),
                        said("undefined escape", section, with("transaction:\\t"), REFUSED, V1_2, V1_1),
                        said("undefined escape", section, with("transaction:t\\"), REFUSED, V1_2, V1_1),
                        said("undefined escape", section, with("transaction:t\n\\x:y"), REFUSED, V1_2, V1_1),
                        said("undefined escape", section, with("transaction:\\r"), REFUSED, V1_1),
                        said("CR within a header", section, with("transaction:a\rb"), REFUSED, ALL))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> spaces() {
        String section = "Value Encoding";
        return Stream.of(
                        said("spaces around a value", section, receipt(" 7 "), "RECEIPT  7 ", V1_2, V1_1),
                        said("spaces around a value", "Standard Headers", receipt(" 7 "), "RECEIPT 7", V1_0),
                        said("spaces around a name", section, with(" transaction :t"), REFUSED, V1_2, V1_1),
                        said("spaces around a name", "Standard Headers", with(" transaction :t"), TAKEN, V1_0))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> bodies() {
        String length = "Header content-length";
        String nul = "SUBSCRIBE\nid:0\ndestination:/user/queue/errors\n\n\0"
                + "SEND\ndestination:/app/messages\ncontent-length:6\n\n\"ä\0\0\"\0"
                + BEGIN;
        return Stream.of(
                        said(
                                "body where none may be",
                                "Body",
                                with("transaction:t").replace("\0", "x\0"),
                                REFUSED,
                                V1_2),
                        said("body where none may be", "Value Encoding", BEGIN.replace("\0", "x\0"), REFUSED, V1_1),
                        said("body of a SUBSCRIBE", "SUBSCRIBE", subscribe("body\0"), TAKEN, V1_0),
                        said("content-length counts octets", length, nul, "MESSAGE /user/queue/errors, RECEIPT r", ALL),
                        said(
                                "content-length without a body",
                                length,
                                with("transaction:t\ncontent-length:0"),
                                TAKEN,
                                ALL),
                        said("content-length is too small", length, send("content-length:1"), REFUSED, ALL),
                        said("content-length is no number", length, send("content-length:two"), REFUSED, ALL),
                        said(
                                "content-length with a space",
                                length,
                                subscribed("content-length: 0"),
                                REFUSED,
                                V1_2,
                                V1_1),
                        said("content-length with a space", length, subscribed("content-length: 0"), TAKEN, V1_0))
                .flatMap(cases -> cases);
    }

    /** What one carrier alone can do, or what takes two of them. */
    private static Stream<ConformanceCase> oddities() {
        byte[] latin1 = {'B', 'E', 'G', 'I', 'N', '\n', 't', ':', (byte) 0xE4, '\n', '\n', 0};
        return Stream.of(
                ConformanceCase.of(
                                "header that is not UTF-8",
                                V1_2,
                                "Value Encoding",
                                REFUSED_UNREAD,
                                with -> with.session(V1_2).send(latin1).sees(2))
                        .once(),
                ConformanceCase.of(
                                "frame by text and binary messages",
                                V1_2,
                                "STOMP Frames",
                                TAKEN,
                                with -> with.session(V1_2)
                                        .send(Carrier.TEXT, BEGIN.substring(0, 9))
                                        .send(Carrier.BINARY, BEGIN.substring(9))
                                        .sees(1))
                        .once());
    }

    private static String with(String lines) {
        return "BEGIN\nreceipt:r\n" + lines + "\n\n\0";
    }

    private static String receipt(String value) {
        return "BEGIN\ntransaction:t\nreceipt:" + value + "\n\n\0";
    }

    private static String subscribe(String bodyAndNul) {
        return "SUBSCRIBE\nid:0\ndestination:/user/queue/status\nreceipt:r\n\n" + bodyAndNul;
    }

    private static String subscribed(String line) {
        return subscribe("\0").replace("\n\n", "\n" + line + "\n\n");
    }

    private static String send(String line) {
        return Conversation.send(CAROL, "hi", "receipt:r\n" + line + "\n");
    }

    private FramingCases() {}
}
