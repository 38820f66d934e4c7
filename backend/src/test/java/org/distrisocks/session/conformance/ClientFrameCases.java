package org.distrisocks.session.conformance;

import static org.distrisocks.session.conformance.ConformanceCase.said;
import static org.distrisocks.session.conformance.Conversation.CAROL;
import static org.distrisocks.session.conformance.Conversation.send;
import static org.distrisocks.session.stomp.StompVersion.V1_0;
import static org.distrisocks.session.stomp.StompVersion.V1_1;
import static org.distrisocks.session.stomp.StompVersion.V1_2;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.conformance.WireEvent.Frame;
import org.distrisocks.session.stomp.StompVersion;

/** SEND, SUBSCRIBE, UNSUBSCRIBE, ACK, NACK and DISCONNECT. */
final class ClientFrameCases {

    private static final String SUBSCRIBE = "SUBSCRIBE\nid:0\ndestination:/user/queue/status\nreceipt:r\n\n\0";
    private static final String LISTEN = "SUBSCRIBE\nid:e\ndestination:/user/queue/errors\nreceipt:e\n\n\0";
    private static final String UNKNOWN_MESSAGE = "01a20c82-bfce-7000-9005-75221144bfaf";
    private static final String TAKEN = "RECEIPT r";
    private static final String REFUSED = "ERROR r, closed 1002";
    private static final StompVersion[] ALL = StompVersion.values();

    static Stream<ConformanceCase> all() {
        return Stream.of(missingHeaders(), sends(), subscribes(), unsubscribes(), acknowledges(), disconnects())
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> missingHeaders() {
        return Stream.of(
                        missing("SEND", ALL),
                        missing("SUBSCRIBE\nid:0", ALL),
                        missing("SUBSCRIBE\ndestination:/user/queue/status", V1_2, V1_1),
                        missing("UNSUBSCRIBE", ALL),
                        missing("UNSUBSCRIBE\ndestination:/user/queue/status", V1_2, V1_1),
                        missing("ACK", ALL),
                        missing("NACK", V1_2, V1_1),
                        missing("ACK\nsubscription:0\nmessage-id:1", V1_2),
                        missing("ACK\nmessage-id:" + UNKNOWN_MESSAGE, V1_1),
                        missing("NACK\nmessage-id:" + UNKNOWN_MESSAGE, V1_1),
                        missing("ACK\nsubscription:0", V1_1),
                        missing("BEGIN", ALL),
                        missing("COMMIT", ALL),
                        missing("ABORT", ALL))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> missing(String lines, StompVersion... versions) {
        String command = lines.lines().findFirst().orElse(lines);
        return said(
                "required header is missing: " + lines.replace("\n", " "),
                command,
                lines + "\nreceipt:r\n\n\0",
                REFUSED,
                versions);
    }

    private static Stream<ConformanceCase> sends() {
        String elsewhere = "SEND\ndestination:/user/bob/queue/messages\nreceipt:r\n\n{}\0";
        String bad = "SEND\ndestination:/app/messages\nreceipt:r\n\nno JSON\0";
        return Stream.of(
                        said("receipt of a SEND", "SEND", send(CAROL, "hi", "receipt:r\n"), TAKEN, ALL),
                        said("SEND to elsewhere", "SEND", elsewhere, REFUSED, ALL),
                        said("SEND that cannot be processed", "SEND", bad, REFUSED, ALL),
                        said("SEND to nobody", "SEND", send(new UserId("no.one"), "hi", "receipt:r\n"), REFUSED, ALL),
                        said(
                                "SEND that cannot be processed, told of",
                                "SEND",
                                LISTEN + bad + SUBSCRIBE,
                                "RECEIPT e, MESSAGE /user/queue/errors, RECEIPT r",
                                ALL))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> subscribes() {
        String elsewhere = SUBSCRIBE.replace("/user/queue/status", "/queue/**");
        String twice = SUBSCRIBE.replace("receipt:r\n", "") + SUBSCRIBE.replace("status", "errors");
        return Stream.of(
                        said("receipt of a SUBSCRIBE", "SUBSCRIBE", SUBSCRIBE, TAKEN, ALL),
                        said("SUBSCRIBE to elsewhere", "SUBSCRIBE", elsewhere, REFUSED, ALL),
                        said(
                                "SUBSCRIBE with an unknown ack",
                                "SUBSCRIBE ack Header",
                                SUBSCRIBE.replace("id:0", "id:0\nack:never"),
                                REFUSED,
                                ALL),
                        said("SUBSCRIBE with an id that is taken", "SUBSCRIBE id Header", twice, REFUSED, ALL),
                        said("SUBSCRIBE without an id", "SUBSCRIBE", SUBSCRIBE.replace("id:0\n", ""), TAKEN, V1_0))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> unsubscribes() {
        String subscribe = SUBSCRIBE.replace("receipt:r\n", "");
        String byId = "UNSUBSCRIBE\nid:0\nreceipt:r\n\n\0";
        String byDestination = "UNSUBSCRIBE\ndestination:/user/queue/status\nreceipt:r\n\n\0";
        return Stream.of(
                        said("receipt of an UNSUBSCRIBE", "UNSUBSCRIBE", subscribe + byId, TAKEN, ALL),
                        said("UNSUBSCRIBE of nothing", "UNSUBSCRIBE", byId, REFUSED, ALL),
                        said("UNSUBSCRIBE of nothing", "UNSUBSCRIBE", byDestination, REFUSED, V1_0),
                        said(
                                "UNSUBSCRIBE twice",
                                "UNSUBSCRIBE",
                                subscribe + byId.replace("receipt:r\n", "") + byId,
                                REFUSED,
                                ALL),
                        said("UNSUBSCRIBE by destination", "UNSUBSCRIBE", subscribe + byDestination, TAKEN, V1_0),
                        said(
                                "UNSUBSCRIBE by destination",
                                "UNSUBSCRIBE",
                                subscribe.replace("id:0\n", "") + byDestination,
                                TAKEN,
                                V1_0))
                .flatMap(cases -> cases);
    }

    private static Stream<ConformanceCase> acknowledges() {
        String ofUnknown = "ACK\nid:unknown\nreceipt:r\n\n\0";
        String ofElsewhere = "ACK\nsubscription:none\nmessage-id:" + UNKNOWN_MESSAGE + "\nreceipt:r\n\n\0";
        return Stream.of(
                        Arrays.stream(ALL).map(version -> acknowledged("ACK", version)),
                        Stream.of(V1_2, V1_1).map(version -> acknowledged("NACK", version)),
                        said("ACK of an unknown message", "ACK", ofUnknown, REFUSED, V1_2),
                        said("ACK of an unknown message", "ACK", ofUnknown.replace("id", "message-id"), REFUSED, V1_0),
                        said("ACK of an unknown subscription", "ACK", ofElsewhere, REFUSED, V1_1),
                        Stream.of(
                                delivered("ACK is cumulative", "client", List.of(2), "1 2"),
                                delivered("ACK is not cumulative", "client-individual", List.of(2, 3), "2 3")))
                .flatMap(cases -> cases);
    }

    private static ConformanceCase acknowledged(String command, StompVersion version) {
        return ConformanceCase.of("receipt of an " + command, version, command, TAKEN, with -> {
            UserId reader = with.someone();
            WirePeer peer = with.reader(version, reader, "client");
            with.session(V1_2).send(send(reader, "hi"));
            return peer.send(acknowledging(command, version, peer.message())).sees(1);
        });
    }

    private static String acknowledging(String command, StompVersion version, Frame message) {
        String which = switch (version) {
            case V1_2 -> "id:" + message.required("ack");
            case V1_1 -> "subscription:0\nmessage-id:" + message.required("message-id");
            case V1_0 -> "message-id:" + message.required("message-id");
        };
        return command + "\n" + which + "\nreceipt:r\n\n\0";
    }

    /** Three messages come; the sender is told which of them are DELIVERED. */
    private static ConformanceCase delivered(String name, String ack, List<Integer> acknowledged, String expected) {
        return ConformanceCase.of(name, V1_2, "SUBSCRIBE ack Header", expected, with -> {
                    UserId reader = with.someone();
                    WirePeer peer = with.reader(V1_2, reader, ack);
                    WirePeer sender = with.session(V1_2, with.someone());
                    sender.send("SUBSCRIBE\nid:0\ndestination:/user/queue/status\n\n\0");
                    Stream.of("1", "2", "3").forEach(payload -> sender.send(sendAs(payload, reader)));
                    List<Frame> messages = List.of(peer.message(), peer.message(), peer.message());
                    acknowledged.forEach(i -> peer.send(acknowledging("ACK", V1_2, messages.get(i - 1))));
                    return Stream.generate(() -> tick(sender))
                            .filter(tick -> tick.contains("DELIVERED"))
                            .limit(2)
                            .map(tick -> tick.replaceAll("(?s).*\"client_id\":\"(.)\".*", "$1"))
                            .sorted()
                            .collect(Collectors.joining(" "));
                })
                .once();
    }

    private static String tick(WirePeer sender) {
        return sender.message().body();
    }

    private static String sendAs(String clientId, UserId reader) {
        return send(reader, "hi").replace("{", "{\"client_id\":\"" + clientId + "\",");
    }

    private static Stream<ConformanceCase> disconnects() {
        String disconnect = "DISCONNECT\nreceipt:r\n\n\0";
        return Stream.of(
                        said("receipt of a DISCONNECT", "DISCONNECT", disconnect, "RECEIPT r, closed 1000", ALL),
                        said("DISCONNECT without a receipt", "DISCONNECT", "DISCONNECT\n\n\0", "closed 1000", ALL),
                        said(
                                "frames behind a DISCONNECT",
                                "DISCONNECT",
                                disconnect + SUBSCRIBE.replace(":r", ":s"),
                                "RECEIPT r, closed 1000",
                                ALL))
                .flatMap(cases -> cases);
    }

    private ClientFrameCases() {}
}
