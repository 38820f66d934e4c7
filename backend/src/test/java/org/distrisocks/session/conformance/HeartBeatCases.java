package org.distrisocks.session.conformance;

import static org.distrisocks.session.conformance.Conversation.ALICE;
import static org.distrisocks.session.stomp.StompVersion.V1_2;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.distrisocks.session.conformance.WireEvent.Beat;
import org.distrisocks.session.conformance.WireEvent.Closed;

/** Heart-beats, with a server that offers one second each way. */
final class HeartBeatCases {

    private static final String SECTION = "Heart-beating";
    private static final String ENDLESS = "9223372036854775807";
    private static final String IN_TIME = "3 beats, each in time";
    private static final Duration PROMISED = Duration.ofSeconds(1);

    /** Longer than a server bears silence from who has promised to beat each second. */
    private static final Duration LONG = Duration.ofMillis(2_400);

    static Stream<ConformanceCase> all() {
        return Stream.concat(
                Stream.of("soon", "1", "1,2,3", "-1,0", "1.5,0").map(HeartBeatCases::malformed),
                Stream.of(
                        agreed("no heart-beats: by no header", "", "nothing", HeartBeatCases::waits),
                        agreed("no heart-beats: by 0,0", "heart-beat:0,0\n", "nothing", HeartBeatCases::waits),
                        agreed("server beats in time", "heart-beat:0,500\n", IN_TIME, HeartBeatCases::hears),
                        agreed(
                                "server beats as seldom as is wanted",
                                "heart-beat:0,2000\n",
                                "nothing",
                                peer -> peer.next(PROMISED).toString()),
                        beatsBesideAnEndlessPromise(),
                        agreed("client beats in time", "heart-beat:1000,0\n", "RECEIPT r", HeartBeatCases::beats),
                        agreed(
                                "client is silent",
                                "heart-beat:500,0\n",
                                "closed 4410 in time",
                                HeartBeatCases::isSilent)));
    }

    private static ConformanceCase agreed(
            String name, String header, String expected, Function<WirePeer, String> script) {
        return ConformanceCase.of(name, V1_2, SECTION, expected, with -> script.apply(connect(with, header)))
                .once();
    }

    private static ConformanceCase malformed(String header) {
        return ConformanceCase.of(
                        "heart-beat is malformed: " + header,
                        V1_2,
                        SECTION,
                        "ERROR, closed 1002",
                        with -> with.open()
                                .send("CONNECT\naccept-version:1.2\nheart-beat:" + header + "\n" + with.login(ALICE)
                                        + "\n\0")
                                .sees(2))
                .once();
    }

    /** One client must not stop the beats of all. */
    private static ConformanceCase beatsBesideAnEndlessPromise() {
        return ConformanceCase.of(
                        "server beats in time: beside who promises for ever", V1_2, SECTION, IN_TIME, with -> {
                            connect(with, "heart-beat:" + ENDLESS + "," + ENDLESS + "\n");
                            return hears(connect(with, "heart-beat:0,1000\n"));
                        })
                .once();
    }

    private static WirePeer connect(Conversation with, String heartBeat) {
        WirePeer peer = with.open();
        peer.send("CONNECT\naccept-version:1.2\n" + heartBeat + with.login(ALICE) + "\n\0");
        peer.frame("CONNECTED");
        return peer;
    }

    private static String waits(WirePeer peer) {
        return peer.next(LONG).toString();
    }

    private static String hears(WirePeer peer) {
        for (int i = 0; i < 3; i++) {
            if (!(peer.next(PROMISED) instanceof Beat)) {
                return i + " beats in time";
            }
        }
        return IN_TIME;
    }

    private static String beats(WirePeer peer) {
        for (int i = 0; i < 3; i++) {
            peer.next(PROMISED.multipliedBy(9).dividedBy(10));
            peer.send("\n");
        }
        return peer.send("BEGIN\ntransaction:t\nreceipt:r\n\n\0").sees(1);
    }

    /** Twice the interval on which both have agreed is the margin that it is given. */
    private static String isSilent(WirePeer peer) {
        long begin = System.nanoTime();
        WireEvent event = peer.next(PROMISED.multipliedBy(4));
        boolean isInTime = event instanceof Closed && System.nanoTime() - begin > PROMISED.toNanos();
        return event + (isInTime ? " in time" : "");
    }

    private HeartBeatCases() {}
}
