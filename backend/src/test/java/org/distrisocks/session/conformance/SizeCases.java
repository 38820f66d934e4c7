package org.distrisocks.session.conformance;

import static org.distrisocks.session.conformance.ConformanceCase.said;
import static org.distrisocks.session.conformance.Conversation.CAROL;
import static org.distrisocks.session.conformance.Conversation.send;
import static org.distrisocks.session.stomp.StompVersion.V1_2;

import java.util.stream.Stream;
import org.distrisocks.session.stomp.StompVersion;

/** The limits by default: 128 KiB a frame, 8 KiB a header line, 64 headers. */
final class SizeCases {

    private static final int FRAME = 131_072;
    private static final int LINE = 8_192;
    private static final int HEADERS = 64;
    private static final String SECTION = "Size Limits";
    private static final String TAKEN = "RECEIPT r";
    private static final String REFUSED = "ERROR r, closed 1002";
    private static final StompVersion[] ALL = StompVersion.values();

    static Stream<ConformanceCase> all() {
        String tooLong = frame(FRAME + 1, "r");
        String two = frame(FRAME, "r") + frame(FRAME, "s");
        return Stream.of(
                        said("longest frame", SECTION, frame(FRAME, "r"), TAKEN, ALL),
                        said("frames longer than one together", SECTION, two, "RECEIPT r, RECEIPT s", ALL),
                        said("frame that is too long", SECTION, tooLong, REFUSED, ALL),
                        said("frame without an end", SECTION, tooLong.replace("\0", "  "), REFUSED, ALL),
                        said("longest header line", SECTION, begin(line(LINE)), TAKEN, ALL),
                        said("header line that is too long", SECTION, begin(line(LINE + 1)), REFUSED, ALL),
                        said("most headers", SECTION, begin("h:v\n".repeat(HEADERS - 2)), TAKEN, ALL),
                        said("too many headers", SECTION, begin("h:v\n".repeat(HEADERS - 1)), REFUSED, ALL),
                        Stream.of(messageThatIsTooLong()))
                .flatMap(cases -> cases);
    }

    /** Jetty refuses it, and knows no ERROR. */
    private static ConformanceCase messageThatIsTooLong() {
        return ConformanceCase.of(
                        "WebSocket message that is too long",
                        V1_2,
                        SECTION,
                        "closed 1009",
                        with -> with.session(V1_2)
                                .send("\n".repeat(2 * FRAME + 1))
                                .sees(1))
                .once();
    }

    /** A SEND that is valid, of so many octets. */
    private static String frame(int octets, String receipt) {
        String frame = send(CAROL, "long", "receipt:" + receipt + "\n");
        return frame.replace("}", " ".repeat(octets - frame.length()) + "}");
    }

    private static String begin(String lines) {
        return "BEGIN\ntransaction:t\nreceipt:r\n" + lines + "\n\0";
    }

    private static String line(int octets) {
        return "x:" + "v".repeat(octets - 2) + "\n";
    }

    private SizeCases() {}
}
