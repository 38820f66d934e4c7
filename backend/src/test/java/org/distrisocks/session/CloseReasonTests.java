package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompHeaders;
import org.junit.jupiter.api.Test;

class CloseReasonTests {

    private final ScriptedPeer peer = new ScriptedPeer();
    private final StompSession session = peer.connect(new UserId("alice"));

    @Test
    void hasACodeOfItsOwn() {
        assertThat(CloseReason.values()).extracting(CloseReason::code).doesNotHaveDuplicates();
    }

    /** RFC 6455, 5.5: a control frame has at most 125 bytes, two of them the code. */
    @Test
    void hasATextThatFitsIntoACloseFrame() {
        assertThat(CloseReason.values()).allMatch(reason -> reason.text().length() <= 123);
    }

    @Test
    void isDocumentedWithWhatTheClientShouldDo() throws IOException {
        String table = Files.readString(Path.of("..", "docs", "stomp.md"));
        String contract = Files.readString(Path.of("..", "docs", "asyncapi.yaml"));

        assertThat(Arrays.stream(CloseReason.values()).map(CloseReasonTests::row))
                .allSatisfy(row -> assertThat(table).contains(row));
        assertThat(Arrays.stream(CloseReason.values()).map(CloseReason::code))
                .allSatisfy(code -> assertThat(contract).contains(Integer.toString(code)));
    }

    /** The write fails, and before Jetty tells of it the next frame is refused and a heart-beat is missing. */
    @Test
    void isNoneOfTheServersIfTheConnectionBroke() {
        peer.stopReading();
        session.write(StompCommand.RECEIPT, new StompHeaders());
        peer.breakOff();

        session.write(StompCommand.RECEIPT, new StompHeaders());
        assertThat(session.closedFor()).isNull();
        session.close(CloseReason.SILENT);
        assertThat(session.closedFor()).isNull();
    }

    @Test
    void isNoneOfTheServersIfThePeerClosed() {
        session.end();

        session.close(CloseReason.SILENT);

        assertThat(session.closedFor()).isNull();
    }

    @Test
    void isTheFirstOfSeveral() {
        session.close(CloseReason.NOT_READING);
        session.leave(CloseReason.POD_STOPS);

        assertThat(session.closedFor()).isEqualTo(CloseReason.NOT_READING);
    }

    private static String row(CloseReason reason) {
        String name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "| %d | `%s` | %s | %s |".formatted(reason.code(), name, reason.text(), reason.advice());
    }
}
