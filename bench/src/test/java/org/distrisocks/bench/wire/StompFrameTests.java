package org.distrisocks.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.distrisocks.bench.wire.Octets.ascii;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StompFrameTests {

    private final StompFrame frame = new StompFrame();

    @Test
    void findsHeadersByTheirWholeNameAndValue() throws WireException {
        read("MESSAGE\nsubscription-x:no\nsubscription:messages\nsubscription:later\n\n{\"client_id\":\"a.17\"}\0");

        assertThat(frame.is(ascii("MESSAGE"))).isTrue();
        assertThat(frame.is(ascii("MESS"))).isFalse();
        assertThat(frame.has(ascii("subscription"), ascii("messages"))).isTrue();
        assertThat(frame.has(ascii("subscription"), ascii("message"))).isFalse();
        assertThat(frame.text(ascii("subscription"))).isEqualTo("messages");
        assertThat(frame.header(ascii("client_id"))).isNegative();
        assertThat(Octets.digits(frame.octets(), frame.behind(ascii("\"client_id\":\"a."))))
                .isEqualTo(17);
        assertThat(frame.behind(ascii("\"client_id\":\"b"))).isNegative();
    }

    @Test
    void doesNotTakeABodyForHeaders() throws WireException {
        read("RECEIPT\nreceipt-id:1\n\nreceipt-id:2\nother:3\0");

        assertThat(frame.text(ascii("receipt-id"))).isEqualTo("1");
        assertThat(frame.header(ascii("other"))).isNegative();
    }

    @Test
    void readsSeveralFramesOfOneMessageBehindHeartBeats() throws WireException {
        byte[] octets = "\n\r\nRECEIPT\r\nreceipt-id:1\r\n\r\n\0\nERROR\ncontent-length:3\n\na\0b\0\n"
                .getBytes(StandardCharsets.US_ASCII);

        int next = frame.read(octets, 0, octets.length);
        assertThat(frame.text(ascii("receipt-id"))).isEqualTo("1");
        next = frame.read(octets, next, octets.length);
        assertThat(frame.is(ascii("ERROR"))).isTrue();
        assertThat(frame.copyBody(new byte[9], 2)).isEqualTo(3);
        next = frame.read(octets, next, octets.length);
        assertThat(frame.isPresent()).isFalse();
        assertThat(next).isEqualTo(octets.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE\na:1\n\nbody", "MESSAGE\na:1", "MESSAGE", "MESSAGE\ncontent-length:9\n\nbody\0"})
    void refusesAFrameThatDoesNotEnd(String text) {
        assertThatExceptionOfType(WireException.class).isThrownBy(() -> read(text));
    }

    private void read(String text) throws WireException {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        frame.read(octets, 0, octets.length);
    }
}
