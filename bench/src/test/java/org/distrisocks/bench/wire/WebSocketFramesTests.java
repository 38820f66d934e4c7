package org.distrisocks.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames as they are written and read, RFC 6455 §5; the octets in hexadecimal are examples of its §5.7. */
class WebSocketFramesTests {

    private final Heard heard = new Heard();
    private final WebSocketReader reader = new WebSocketReader();

    @Test
    void readsTheExamplesOfTheStandard() throws WireException {
        read("810548656c6c6f");
        read("818537fa213d7f9f4d5158");
        read("010348656c" + "80026c6f");
        read("890548656c6c6f");

        assertThat(heard.all).containsExactly("message Hello", "message Hello", "message Hello", "ping Hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 125, 126, 65_535, 65_536, 100_001})
    void readsWhatAClientWrites(int size) throws WireException {
        byte[] text = "abcdefg".repeat(size / 7 + 1).substring(0, size).getBytes(StandardCharsets.US_ASCII);
        WebSocketWriter writer = new WebSocketWriter(true);
        writer.frame(WebSocketWriter.TEXT, text, 0, size);
        writer.frame(WebSocketWriter.PONG, new byte[0], 0, 0);
        byte[] octets = Arrays.copyOf(writer.octets(), writer.size());

        assertThat(octets[1]).as("masked").isNegative();
        assertThat(reader.read(octets, 0, octets.length, heard)).isEqualTo(octets.length);
        assertThat(heard.all).containsExactly("message " + new String(text, StandardCharsets.US_ASCII));
    }

    @Test
    void leavesAFrameThatIsNotWholeWhereverItIsCut() throws WireException {
        WebSocketWriter writer = new WebSocketWriter(true);
        writer.frame(WebSocketWriter.TEXT, "x".repeat(300).getBytes(StandardCharsets.US_ASCII), 0, 300);
        int whole = writer.size();

        for (int cut = 0; cut < whole; cut++) {
            assertThat(reader.read(Arrays.copyOf(writer.octets(), cut), 0, cut, heard))
                    .isZero();
        }
        assertThat(heard.all).isEmpty();
    }

    @Test
    void masksWithoutTheTextShowingThrough() {
        WebSocketWriter writer = new WebSocketWriter(true);
        writer.frame(WebSocketWriter.TEXT, new byte[8], 0, 8);
        byte[] frame = Arrays.copyOf(writer.octets(), writer.size());

        assertThat(Arrays.copyOfRange(frame, 6, 10)).isEqualTo(Arrays.copyOfRange(frame, 2, 6));
        assertThat(Arrays.copyOfRange(frame, 10, 14)).isEqualTo(Arrays.copyOfRange(frame, 2, 6));
    }

    @Test
    void keepsWhatIsNotWrittenYetWhenItNeedsRoom() throws WireException {
        WebSocketWriter writer = new WebSocketWriter(false);
        String first = "0123456789".repeat(50);
        writer.frame(WebSocketWriter.TEXT, first.getBytes(StandardCharsets.US_ASCII), 0, first.length());
        byte[] written = Arrays.copyOf(writer.octets(), 100);
        writer.written(100);
        String second = "z".repeat(600);
        writer.frame(WebSocketWriter.TEXT, second.getBytes(StandardCharsets.US_ASCII), 0, second.length());
        assertThat(writer.from()).as("moved to the front").isZero();
        byte[] all = Arrays.copyOf(written, 100 + writer.size());
        System.arraycopy(writer.octets(), writer.from(), all, 100, writer.size());

        assertThat(reader.read(all, 0, all.length, heard)).isEqualTo(all.length);
        assertThat(heard.all).containsExactly("message " + first, "message " + second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80026c6f", "010141" + "810142", "830141", "817f0000000000100001"})
    void refusesWhatIsNoFrame(String hex) {
        assertThatExceptionOfType(WireException.class).isThrownBy(() -> read(hex));
    }

    @Test
    void tellsTheCodeOfAClose() throws WireException {
        read("880203f4");
        read("8800");

        assertThat(heard.all).containsExactly("close 1012", "close 1005");
    }

    private void read(String hex) throws WireException {
        byte[] octets = HexFormat.of().parseHex(hex);
        reader.read(octets, 0, octets.length, heard);
    }

    private static final class Heard implements WebSocketReader.Receiver {

        private final List<String> all = new ArrayList<>();

        @Override
        public void message(byte[] octets, int from, int to) {
            all.add("message " + text(octets, from, to));
        }

        @Override
        public void ping(byte[] octets, int from, int to) {
            all.add("ping " + text(octets, from, to));
        }

        @Override
        public void close(int code) {
            all.add("close " + code);
        }

        private static String text(byte[] octets, int from, int to) {
            return new String(octets, from, to - from, StandardCharsets.US_ASCII);
        }
    }
}
