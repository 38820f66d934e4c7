package org.distrisocks.session.conformance;

import static org.distrisocks.session.conformance.Conversation.CAROL;
import static org.distrisocks.session.conformance.Conversation.send;
import static org.distrisocks.session.stomp.StompVersion.V1_0;
import static org.distrisocks.session.stomp.StompVersion.V1_1;
import static org.distrisocks.session.stomp.StompVersion.V1_2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.conformance.WireEvent.Frame;
import org.distrisocks.session.stomp.StompVersion;

/** MESSAGE, RECEIPT and ERROR, as they stand on the wire. */
final class ServerFrameCases {

    private static final String AUTO = "subscription message-id destination content-type content-length";
    private static final String CLIENT = "subscription message-id destination content-type ack content-length";

    static Stream<ConformanceCase> all() {
        return Stream.of(
                        Arrays.stream(StompVersion.values()).flatMap(ServerFrameCases::messages),
                        Stream.of(
                                messageIds(),
                                subscriptions(),
                                withoutAck(),
                                userHeader("x-a\\cb:c\\cd\\\\e\\nf", V1_2, "x-a\\cb:c\\cd\\\\e\\nf"),
                                userHeader("x-a\\cb:c\\cd\\\\e\\nf", V1_1, "x-a\\cb:c\\cd\\\\e\\nf"),
                                userHeader("message-id\\cb:c\\cd\\\\e\\nf", V1_0, "message-id b:c:d\\e f"),
                                userHeader("x: a\\rb ", V1_2, "x: a\\rb "),
                                userHeader("x: a\\rb ", V1_1, "x: ab "),
                                userHeader("x:first\nx:second", V1_2, "x:first"),
                                forged()),
                        Arrays.stream(StompVersion.values()).flatMap(ServerFrameCases::others))
                .flatMap(cases -> cases)
                .map(ConformanceCase::once);
    }

    private static Stream<ConformanceCase> messages(StompVersion version) {
        return Stream.of(
                headers("MESSAGE with ack:auto", version, "auto", AUTO),
                headers("MESSAGE with ack:client", version, "client", CLIENT),
                headers("MESSAGE with ack:client-individual", version, "client-individual", CLIENT),
                ConformanceCase.of(
                        "MESSAGE is told apart",
                        version,
                        "MESSAGE",
                        "0 /user/queue/messages application/json",
                        with -> {
                            Frame message = delivered(with, version, "auto", "");
                            return message.required("subscription") + " " + message.required("destination") + " "
                                    + message.required("content-type");
                        }),
                ConformanceCase.of("content-length of a MESSAGE", version, "Header content-length", "octets", with -> {
                    Frame message = delivered(with, version, "auto", "");
                    int octets = message.body().getBytes(StandardCharsets.UTF_8).length;
                    return message.required("content-length").equals(Integer.toString(octets)) ? "octets" : "wrong";
                }));
    }

    private static ConformanceCase headers(String name, StompVersion version, String ack, String expected) {
        return ConformanceCase.of(
                name,
                version,
                "MESSAGE",
                expected,
                with -> delivered(with, version, ack, "").names());
    }

    private static ConformanceCase userHeader(String sent, StompVersion reader, String expected) {
        return ConformanceCase.of("user-defined header", reader, "SEND", expected, with -> {
            Frame message = delivered(with, reader, "auto", sent + "\n");
            return message.headers().stream()
                    .filter(line -> !AUTO.contains(line.substring(0, line.indexOf(':'))))
                    .findFirst()
                    .orElse("none");
        });
    }

    /** A header of STOMP's own is no user's. */
    private static ConformanceCase forged() {
        String sent = "message-id:1\nsubscription:1\nack:1\nredelivered:true\nAuthorization:Bearer x\npasscode:x\n";
        return ConformanceCase.of(
                "headers that are not the user's",
                V1_2,
                "MESSAGE",
                AUTO,
                with -> delivered(with, V1_2, "auto", sent).names());
    }

    private static ConformanceCase messageIds() {
        return ConformanceCase.of("message-ids of two messages", V1_2, "MESSAGE", "they differ", with -> {
            UserId reader = with.someone();
            WirePeer peer = with.reader(V1_2, reader, "auto");
            with.session(V1_2).send(send(reader, "one") + send(reader, "two"));
            String first = peer.message().required("message-id");
            return first.equals(peer.message().required("message-id")) ? "they are the same" : "they differ";
        });
    }

    private static ConformanceCase subscriptions() {
        return ConformanceCase.of(
                "two subscriptions to one destination", V1_2, "SUBSCRIBE id Header", "0 and 1", with -> {
                    UserId reader = with.someone();
                    WirePeer peer = with.reader(V1_2, reader, "auto");
                    peer.send("SUBSCRIBE\nid:1\ndestination:/user/queue/messages\nreceipt:s\n\n\0")
                            .frame("RECEIPT");
                    with.session(V1_2).send(send(reader, "one"));
                    return Stream.of(peer.message(), peer.message())
                            .map(message -> message.required("subscription"))
                            .sorted()
                            .reduce((one, other) -> one + " and " + other)
                            .orElse("none");
                });
    }

    private static ConformanceCase withoutAck() {
        return ConformanceCase.of("SUBSCRIBE without an ack", V1_2, "SUBSCRIBE ack Header", AUTO, with -> {
            UserId reader = with.someone();
            WirePeer peer = with.session(V1_2, reader);
            peer.send("SUBSCRIBE\nid:0\ndestination:/user/queue/messages\n\n\0");
            with.session(V1_2).send(send(reader, "one"));
            return peer.message().names();
        });
    }

    /** The only message of a new user. Alice sends it, by 1.2. */
    private static Frame delivered(Conversation with, StompVersion version, String ack, String headers) {
        UserId reader = with.someone();
        WirePeer peer = with.reader(version, reader, ack);
        with.session(V1_2).send(send(reader, "ä€😀", headers));
        return peer.message();
    }

    private static Stream<ConformanceCase> others(StompVersion version) {
        return Stream.of(
                ConformanceCase.of("RECEIPT", version, "RECEIPT", "receipt-id, no body", with -> {
                    Frame receipt = with.session(version)
                            .send(send(CAROL, "hi", "receipt:r\n"))
                            .frame("RECEIPT");
                    return receipt.names() + ", " + (receipt.body().isEmpty() ? "no body" : receipt.body());
                }),
                ConformanceCase.of(
                        "ERROR",
                        version,
                        "ERROR",
                        "message content-type receipt-id content-length, text/plain",
                        with -> {
                            Frame error = with.session(version)
                                    .send("COMMIT\ntransaction:t\nreceipt:r\n\n\0")
                                    .frame("ERROR");
                            boolean isWhole = error.required("content-length")
                                            .equals(Integer.toString(
                                                    error.body().length()))
                                    && error.body().equals(error.header("message"));
                            return error.names() + ", " + (isWhole ? error.header("content-type") : error.body());
                        }));
    }

    private ServerFrameCases() {}
}
