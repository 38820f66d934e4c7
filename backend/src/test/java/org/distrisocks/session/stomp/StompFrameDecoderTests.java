package org.distrisocks.session.stomp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StompFrameDecoderTests {

    private static final int FRAME = 300;
    private static final int HEADER = 60;
    private static final int HEADERS = 5;

    private StompVersion version = StompVersion.V1_2;
    private final StompFrameDecoder decoder = decoder();

    @Test
    void readsAWholeFrame() {
        StompFrame frame = one("SEND\ndestination:/app/messages\nreceipt:r1\n\n{\"a\":1}\0");

        assertThat(frame.command()).isEqualTo(StompCommand.SEND);
        assertThat(frame.header("destination")).isEqualTo("/app/messages");
        assertThat(frame.header("receipt")).isEqualTo("r1");
        assertThat(frame.header("absent")).isNull();
        assertThat(frame.body()).asString().isEqualTo("{\"a\":1}");
    }

    @Test
    void readsTheSameWhereverTheOctetsAreCut() {
        byte[] octets = "\nSEND\r\ncontent-length:9\nä:\\n\n\nä\0\0\0\0ü!\0\r\n\nDISCONNECT\n\n\0\n".getBytes(UTF_8);
        List<String> whole = described(decode(octets));
        assertThat(whole).containsExactly("SEND{content-length=9, ä=\n}ä\0\0\0\0ü!", "DISCONNECT{}");

        for (int cut = 1; cut < octets.length; cut++) {
            byte[] head = Arrays.copyOf(octets, cut);
            byte[] tail = Arrays.copyOfRange(octets, cut, octets.length);
            assertThat(described(decode(head, tail))).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    /** Read anew for each octet, each of these would be a hundred thousand million steps. */
    @ParameterizedTest
    @ValueSource(strings = {"content-length:1000000\n", ""})
    void readsALongFrameOctetByOctetWithoutReadingItAnewEachTime(String header) {
        StompFrameDecoder patient = new StompFrameDecoder(new StompLimits(1_100_000, 1_000, 10));
        List<StompFrame> frames = new ArrayList<>();
        byte[] body = "\n".repeat(1_000_000).getBytes(UTF_8);

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            patient.decode(("SEND\n" + header + "\n").getBytes(UTF_8), frames::add);
            for (byte octet : body) {
                patient.decode(new byte[] {octet}, frames::add);
            }
            assertThat(frames).isEmpty();
            patient.decode(new byte[] {0}, frames::add);
        });
        assertThat(frames)
                .singleElement()
                .satisfies(frame -> assertThat(frame.body()).isEqualTo(body));
    }

    @Test
    void readsOctetByOctet() {
        byte[] octets = "SEND\r\nx:y\r\n\r\nhello\0\r\nSEND\n\nworld\0".getBytes(UTF_8);
        byte[][] single = new byte[octets.length][];
        for (int i = 0; i < octets.length; i++) {
            single[i] = new byte[] {octets[i]};
        }

        assertThat(described(decode(single))).containsExactly("SEND{x=y}hello", "SEND{}world");
    }

    @Test
    void readsSeveralFramesOfOneChunkInOrder() {
        assertThat(described(decode("SEND\n\n1\0SEND\n\n2\0\n\nSEND\n\n3\0")))
                .containsExactly("SEND{}1", "SEND{}2", "SEND{}3");
    }

    @Test
    void handsOnAFrameBeforeItReadsTheNext() {
        List<StompFrame> frames = new ArrayList<>();

        refuses(() -> decoder.decode("SEND\n\n1\0NONSENSE\n\n\0".getBytes(UTF_8), frames::add));

        assertThat(described(frames)).containsExactly("SEND{}1");
    }

    @Test
    void readsTheNextFrameByTheVersionThatTheLastOneAgreedOn() {
        List<StompFrame> frames = new ArrayList<>();

        decoder.decode("CONNECT\naccept-version:1.0\n\n\0SEND\n a : b\\c \n\n\0".getBytes(UTF_8), frame -> {
            decoder.speak(StompVersion.V1_0);
            frames.add(frame);
        });

        assertThat(frames.get(1).header("a")).isEqualTo("b\\c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n\r\n\n", ""})
    void takesHeartBeatsForNoFrame(String beats) {
        assertThat(decode(beats)).isEmpty();
        assertThat(described(decode(beats + "SEND\n\n\0" + beats))).containsExactly("SEND{}");
    }

    @Test
    void takesContentLengthForOctetsAndKeepsTheirNuls() {
        assertThat(one("SEND\ncontent-length:5\n\na\0ä\0\0").body()).isEqualTo("a\0ä\0".getBytes(UTF_8));
        assertThat(one("SEND\ncontent-length:0\n\n\0").body()).isEmpty();
    }

    @Test
    void takesTheFirstOfRepeatedHeaders() {
        StompFrame frame = one("SEND\nfoo:World\nfoo:Hello\n\n\0");

        assertThat(frame.header("foo")).isEqualTo("World");
        assertThat(frame.headers().toMap()).containsOnlyKeys("foo").containsEntry("foo", "World");
    }

    @Test
    void keepsColonsAndSpacesOfValues() {
        assertThat(one("SEND\na: b:c \nempty:\n\n\0").headers().toMap())
                .containsEntry("a", " b:c ")
                .containsEntry("empty", "");
    }

    @Test
    void resolvesTheEscapesOf12() {
        assertThat(one("SEND\n\\ca\\n:\\c\\n\\r\\\\n\n\n\0").header(":a\n")).isEqualTo(":\n\r\\n");
    }

    @Test
    void resolvesTheEscapesOf11() {
        version = StompVersion.V1_1;

        assertThat(one("SEND\na:\\c\\n\\\\\n\n\0").header("a")).isEqualTo(":\n\\");
        refuses("SEND\na:\\r\n\n\0");
    }

    @Test
    void knowsNoEscapesAndNoOuterSpacesIn10() {
        version = StompVersion.V1_0;

        assertThat(one("SEND\n a : \\c\\t\\n \n\n\0").headers().toMap()).containsEntry("a", "\\c\\t\\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\t", "\\C", "a\\", "\\0", "\\ "})
    void refusesUndefinedEscapes(String value) {
        refuses("SEND\na:" + value + "\n\n\0");
        refuses("SEND\n" + value + ":a\n\n\0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    void takesTheBackslashOfAPasscodeByItsWord(String connect) {
        assertThat(one(connect + "\naccept-version:1.2\npasscode:\\c\\t\n\n\0").header("passcode"))
                .isEqualTo("\\c\\t");
    }

    @Test
    void trimsAConnectThatCanOnlyBe10() {
        assertThat(one("CONNECT\nlogin: alice\n\n\0").header("login")).isEqualTo("alice");
        assertThat(one("CONNECT\nlogin: alice\naccept-version:1.2\n\n\0").header("login"))
                .isEqualTo(" alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONSENSE\n\n\0", "send\n\n\0", " SEND\n\n\0", "SEND \n\n\0", "GET / HTTP/1.1\n\n\0", "\0"})
    void refusesUnknownCommands(String frame) {
        refuses(frame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEND\nnocolon\n\n\0", "SEND\n:noname\n\n\0", "SEND\na:b\rc\n\n\0", "SEND\na:b\0"})
    void refusesBrokenHeaders(String frame) {
        refuses(frame);
    }

    @Test
    void refusesHeadersThatAreNotUtf8() {
        refuses(() -> decode(new byte[] {'S', 'E', 'N', 'D', '\n', 'a', ':', (byte) 0xFF, '\n', '\n', 0}));
    }

    @ParameterizedTest
    @EnumSource(
            value = StompCommand.class,
            names = {"SEND", "MESSAGE", "ERROR"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusesABodyWhereNoneMayBe(StompCommand command) {
        refuses(command + "\n\nbody\0");
        assertThat(one(command + "\n\n\0").body()).isEmpty();
    }

    /** STOMP 1.0, "SUBSCRIBE": its body is ignored. */
    @Test
    void readsOverABodyThatMeansNothingIn10() {
        version = StompVersion.V1_0;

        assertThat(described(decode("SUBSCRIBE\n\nbody\0DISCONNECT\n\n\0")))
                .containsExactly("SUBSCRIBE{}body", "DISCONNECT{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN\nreceipt:r\n\nbody\0",
                "SEND\nreceipt:r\nbroken\n\n\0",
                "SEND\nreceipt:r\ncontent-length:no\n\n\0",
                "SEND\nreceipt:r\n\nTOO LONG"
            })
    void tellsTheReceiptThatABrokenFrameAskedFor(String frame) {
        assertThatExceptionOfType(StompProtocolException.class)
                .isThrownBy(() -> decode(frame.replace("TOO LONG", "x".repeat(FRAME))))
                .extracting(StompProtocolException::receipt)
                .isEqualTo("r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+1", "1.0", "one", "", " 1", "99999999999", "4294967295", "301"})
    void refusesBadContentLength(String length) {
        refuses("SEND\ncontent-length:" + length + "\n\n1\0");
    }

    @Test
    void refusesABodyThatContentLengthDoesNotEnd() {
        assertThatExceptionOfType(StompProtocolException.class)
                .isThrownBy(() -> decode("SEND\ncontent-length:2\n\nabc\0"))
                .withMessageContaining("content-length");
    }

    @Test
    void waitsForTheNul() {
        assertThat(decode("SEND\n\nabc")).isEmpty();
        assertThat(decode("SEND\ncontent-length:3\n\nabc")).isEmpty();
    }

    @Test
    void takesAFrameOfTheGreatestSizeAndNoGreater() {
        String head = "SEND\n\n";
        String greatest = head + "x".repeat(FRAME - head.length() - 1) + "\0";

        assertThat(decode(greatest)).hasSize(1);
        refuses(head + "x" + greatest.substring(head.length()));
    }

    @Test
    void refusesAnEndlessFrameBeforeItsEnd() {
        decoder.decode(("SEND\n\n" + "x".repeat(FRAME - 6)).getBytes(UTF_8), _ -> {});

        refuses(() -> decoder.decode("x".getBytes(UTF_8), _ -> {}));
    }

    @Test
    void takesMoreThanAFrameInOneChunk() {
        assertThat(decode(("SEND\n\n" + "x".repeat(FRAME / 2) + "\0").repeat(5)))
                .hasSize(5);
    }

    @Test
    void takesALongestHeaderAndNoLonger() {
        assertThat(decode("SEND\na:" + "x".repeat(HEADER - 2) + "\n\n\0")).hasSize(1);
        refuses("SEND\na:" + "x".repeat(HEADER - 1) + "\n\n\0");
        refuses("SEND\na:" + "x".repeat(HEADER - 1));
    }

    @Test
    void takesSoManyHeadersAndNoMore() {
        assertThat(one("SEND\n" + "a:b\n".repeat(HEADERS) + "\n\0").headers().count())
                .isEqualTo(HEADERS);
        refuses("SEND\n" + "a:b\n".repeat(HEADERS + 1) + "\n\0");
    }

    @Test
    void namesTheHeaderThatIsMissing() {
        assertThatExceptionOfType(StompProtocolException.class)
                .isThrownBy(() -> one("SEND\n\n\0").required("destination"))
                .withMessage("SEND needs the header destination");
    }

    private StompFrame one(String text) {
        List<StompFrame> frames = decode(text);
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }

    private List<StompFrame> decode(String text) {
        return decode(text.getBytes(UTF_8));
    }

    private List<StompFrame> decode(byte[]... chunks) {
        StompFrameDecoder fresh = decoder();
        List<StompFrame> frames = new ArrayList<>();
        for (byte[] chunk : chunks) {
            fresh.decode(chunk, frames::add);
        }
        return frames;
    }

    private StompFrameDecoder decoder() {
        StompFrameDecoder fresh = new StompFrameDecoder(new StompLimits(FRAME, HEADER, HEADERS));
        fresh.speak(version);
        return fresh;
    }

    private static List<String> described(List<StompFrame> frames) {
        return frames.stream()
                .map(f -> f.command() + f.headers().toMap().toString() + new String(f.body(), UTF_8))
                .toList();
    }

    private void refuses(String text) {
        refuses(() -> decode(text));
    }

    private static void refuses(ThrowingCallable reading) {
        assertThatExceptionOfType(StompProtocolException.class).isThrownBy(reading);
    }
}
