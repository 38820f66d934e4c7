package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.distrisocks.identity.UserId;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompHeaders;
import org.junit.jupiter.api.Test;

/** How a session of a pod that stops comes to its end (promise 10). */
class SessionLeavingTests {

    private static final Integer SERVICE_RESTART = 1012;

    private final ScriptedPeer peer = new ScriptedPeer();
    private final StompSession session = peer.connect(new UserId("alice"));

    @Test
    void promise10ClosesAnIdleSessionAtOnce() {
        session.leave(CloseReason.POD_STOPS);

        assertThat(peer.closeCode()).isEqualTo(SERVICE_RESTART);
        assertThat(session.isLeaving()).isTrue();
        assertThat(session.closedFor()).isEqualTo(CloseReason.POD_STOPS);
    }

    @Test
    void promise10AnswersWhatWasSentBeforeItCloses() {
        session.asked();
        session.asked();
        session.leave(CloseReason.POD_STOPS);
        session.answered();
        assertThat(peer.closeCode()).isNull();

        receipt("last");
        session.answered();

        assertThat(peer.frames()).extracting(StompFrame::command).containsExactly(StompCommand.RECEIPT);
        assertThat(peer.closeCode()).isEqualTo(SERVICE_RESTART);
    }

    @Test
    void writesWhatWaitsBeforeItCloses() {
        peer.stopReading();
        receipt("first");
        receipt("second");
        session.leave(CloseReason.POD_STOPS);
        assertThat(peer.closeCode()).isNull();

        peer.readOn();

        assertThat(peer.frames()).hasSize(2);
        assertThat(peer.closeCode()).isEqualTo(SERVICE_RESTART);
    }

    @Test
    void waitsForNoAnswerThatDoesNotCome() {
        session.asked();
        session.leave(CloseReason.POD_STOPS);

        session.leaveUnanswered();

        assertThat(peer.closeCode()).isEqualTo(SERVICE_RESTART);
    }

    @Test
    void isCutOffIfItDoesNotRead() {
        peer.stopReading();
        receipt("stuck");
        session.leave(CloseReason.POD_STOPS);

        session.close(CloseReason.POD_STOPS);

        assertThat(peer.isDisconnected()).isTrue();
    }

    private void receipt(String id) {
        session.write(StompCommand.RECEIPT, new StompHeaders().add("receipt-id", id));
    }
}
