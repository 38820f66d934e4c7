package org.distrisocks.session.stomp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StompFrameEncoderTests {

    private final StompFrameEncoder encoder = new StompFrameEncoder();

    @Test
    void writesAFrameWithoutABody() {
        assertThat(encoder.encode(StompCommand.RECEIPT, new StompHeaders().add("receipt-id", "r1")))
                .asString(UTF_8)
                .isEqualTo("RECEIPT\nreceipt-id:r1\n\n\0");
    }

    @Test
    void countsContentLengthInOctets() {
        assertThat(encoder.encode(StompCommand.MESSAGE, new StompHeaders(), "ä€😀".getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo("MESSAGE\ncontent-length:9\n\nä€😀\0");
    }

    @Test
    void sendsAnEmptyBodyWithItsLength() {
        assertThat(encoder.encode(StompCommand.MESSAGE, new StompHeaders(), new byte[0]))
                .asString(UTF_8)
                .isEqualTo("MESSAGE\ncontent-length:0\n\n\0");
    }

    @Test
    void escapesNothingInConnected() {
        assertThat(encoder.encode(StompCommand.CONNECTED, new StompHeaders().add("server", "a\\b:c")))
                .asString(UTF_8)
                .isEqualTo("CONNECTED\nserver:a\\b:c\n\n\0");
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void isUnderstoodInItsVersion(StompVersion version) {
        String hard = version == StompVersion.V1_0 ? "a:\\b\\n" : "a:\\b\\n\nmessage:forged\n";
        StompHeaders headers = new StompHeaders().add("message-id", "1").add("note", hard);

        StompFrame read = readBack(version, headers, "a\0ä");

        assertThat(read.command()).isEqualTo(StompCommand.MESSAGE);
        assertThat(read.headers().toMap())
                .containsEntry("message-id", "1")
                .containsEntry("note", hard)
                .containsOnlyKeys("message-id", "note", "content-length");
        assertThat(read.body()).asString().isEqualTo("a\0ä");
    }

    @Test
    void keepsACarriageReturnIn12() {
        assertThat(readBack(StompVersion.V1_2, new StompHeaders().add("a\r", "b\r\nc"), "")
                        .header("a\r"))
                .isEqualTo("b\r\nc");
    }

    @Test
    void dropsTheCarriageReturnThat11CannotWrite() {
        assertThat(readBack(StompVersion.V1_1, new StompHeaders().add("a", "b\r\nc"), "")
                        .header("a"))
                .isEqualTo("b\nc");
    }

    @Test
    void letsNoValueBecomeAHeaderIn10() {
        StompFrame read = readBack(StompVersion.V1_0, new StompHeaders().add("a", "b\r\nadmin:yes\n\nbody"), "");

        assertThat(read.headers().toMap())
                .containsEntry("a", "b  admin:yes  body")
                .doesNotContainKey("admin");
    }

    @Test
    void letsNoNameBecomeAnotherIn10() {
        StompFrame read = readBack(StompVersion.V1_0, new StompHeaders().add("message-id:forged", "x"), "");

        assertThat(read.headers().toMap())
                .containsEntry("message-id forged", "x")
                .doesNotContainKey("message-id");
    }

    private StompFrame readBack(StompVersion version, StompHeaders headers, String body) {
        encoder.speak(version);
        StompFrameDecoder decoder = new StompFrameDecoder(new StompLimits(1000, 1000, 10));
        decoder.speak(version);
        List<StompFrame> frames = new ArrayList<>();
        decoder.decode(encoder.encode(StompCommand.MESSAGE, headers, body.getBytes(UTF_8)), frames::add);
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }
}
