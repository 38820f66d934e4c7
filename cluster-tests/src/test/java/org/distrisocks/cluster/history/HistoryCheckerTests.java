package org.distrisocks.cluster.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Made-up histories, each with one fault that must be found, and none beside it. */
class HistoryCheckerTests {

    private static final String ALICE = "alice";
    private static final String BOB = "bob";

    private final List<Event> events = new ArrayList<>();
    private final List<StoredRow> rows = new ArrayList<>();
    private long clock;

    @Test
    void findsNothingInAGoodRun() {
        acknowledged("a", 1);
        acknowledged("b", 2);
        stored("a", 1, 2);
        stored("b", 2, 2);
        seen("bob#1", "a", false);
        seen("bob#1", "b", false);
        ticked("a", "NONE", "SENT", "DELIVERED");

        Verdict verdict = check();
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.sent()).isEqualTo(2);
        assertThat(verdict.acknowledged()).isEqualTo(2);
        assertThat(verdict.undelivered()).isZero();
    }

    @Test
    void findsWhatNobodySaw() {
        acknowledged("a", 1);
        stored("a", 1, 0);

        assertThat(check().lost()).containsExactly("a");
        assertThat(check().undelivered()).isEqualTo(1);
    }

    @Test
    void findsAReceiptWithoutARow() {
        acknowledged("a", 1);

        assertThat(check().withoutRow()).containsExactly("a");
        assertOneFault();
    }

    @Test
    void findsASecondFrameWithoutTheFlag() {
        acknowledged("a", 1);
        stored("a", 1, 2);
        seen("bob#1", "a", false);
        seen("bob#1", "a", false);

        assertThat(check().seenTwice()).containsExactly("a in bob#1");
        assertOneFault();
    }

    @Test
    void allowsASecondFrameWithTheFlag() {
        acknowledged("a", 1);
        stored("a", 1, 2);
        seen("bob#1", "a", false);
        seen("bob#1", "a", true);

        assertThat(check().faults()).isEmpty();
    }

    @Test
    void countsARepeatInAnotherSessionApart() {
        acknowledged("a", 1);
        stored("a", 1, 2);
        seen("bob#1", "a", false);
        seen("bob#2", "a", false);

        assertThat(check().repeatsElsewhere()).isEqualTo(1);
        assertThat(check().faults()).isEmpty();
    }

    @Test
    void findsWhatWasSeenAfterALaterOne() {
        acknowledged("a", 1);
        acknowledged("b", 2);
        stored("a", 1, 2);
        stored("b", 2, 2);
        seen("bob#1", "b", false);
        seen("bob#1", "a", false);

        assertThat(check().outOfOrder()).singleElement().asString().startsWith("a in bob#1");
        assertOneFault();
    }

    @Test
    void takesNoRepeatForDisorder() {
        acknowledged("a", 1);
        acknowledged("b", 2);
        stored("a", 1, 2);
        stored("b", 2, 2);
        seen("bob#1", "a", false);
        seen("bob#1", "b", false);
        seen("bob#1", "a", true);
        seen("bob#2", "b", true);
        seen("bob#2", "a", true);

        assertThat(check().faults()).isEmpty();
    }

    @Test
    void findsWhatWasStoredAfterALaterOne() {
        acknowledged("a", 1);
        acknowledged("b", 2);
        stored("b", 1, 2);
        stored("a", 2, 2);
        seen("bob#1", "b", false);
        seen("bob#1", "a", false);

        assertThat(check().outOfOrder()).singleElement().asString().startsWith("a stored");
        assertOneFault();
    }

    @Test
    void blamesNobodyForTheOrderOfWhatWasSentAgain() {
        acknowledged("a", 1);
        acknowledged("b", 2);
        events.add(new Event.Refused(clock++, "a", "urn:storage-unavailable"));
        stored("b", 1, 2);
        stored("a", 2, 2);
        seen("bob#1", "b", false);
        seen("bob#1", "a", false);

        assertThat(check().faults()).isEmpty();
    }

    @Test
    void findsAStatusThatGoesBack() {
        acknowledged("a", 1);
        stored("a", 1, 2);
        seen("bob#1", "a", false);
        ticked("a", "NONE", "DELIVERED", "SENT");

        assertThat(check().statusBackwards()).containsExactly("id-1 DELIVERED to SENT in alice#1");
        assertOneFault();
    }

    @Test
    void findsADeliveredThatNoSessionRead() {
        events.add(new Event.Sent(clock++, "a", ALICE, BOB, 1));
        stored("a", 1, 2);

        assertThat(check().falseDelivered()).containsExactly("a");
        assertThat(check().unanswered()).containsExactly("a");
    }

    @Test
    void findsTwoRowsOfOneClientId() {
        acknowledged("a", 1);
        stored("a", 1, 2);
        stored("a", 2, 2);
        seen("bob#1", "a", false);
        events.add(new Event.Seen(clock++, "bob#1", BOB, "id-2", "a", false));

        assertThat(check().twoRows()).containsExactly("a");
        assertOneFault();
    }

    @Test
    void findsWhatHasNoReceipt() {
        events.add(new Event.Sent(clock++, "a", ALICE, BOB, 1));
        assertThat(check().unanswered()).containsExactly("a");
        assertOneFault();
    }

    @Test
    void findsWhatIsNotDelivered() {
        acknowledged("a", 1);
        stored("a", 1, 1);
        seen("bob#1", "a", false);

        assertThat(check().undelivered()).isEqualTo(1);
        assertOneFault();
    }

    @Test
    void findsWhatCameToTheWrongUser() {
        acknowledged("a", 1);
        stored("a", 1, 2);
        seen("bob#1", "a", false);
        events.add(new Event.Seen(clock++, "carol#1", "carol", "id-1", "a", false));

        assertThat(check().misdelivered()).containsExactly("a to carol");
        assertOneFault();
    }

    @Test
    void findsAnotherTextThanWasStored() {
        acknowledged("a", 1);
        stored("a", 1, 2);
        seen("bob#1", "a", false);
        events.add(new Event.Seen(clock++, "bob#2", BOB, "id-1", "b", true));

        assertThat(check().misdelivered()).containsExactly("b to bob");
        assertOneFault();
    }

    @Test
    void findsATickOfADeliveryThatWasNone() {
        acknowledged("a", 1);
        stored("a", 1, 1);
        ticked("a", "DELIVERED");

        assertThat(check().falseDelivered()).containsExactly("a");
    }

    @Test
    void findsARunThatSentNothing() {
        assertOneFault();
    }

    private Verdict check() {
        return HistoryChecker.check(events, rows);
    }

    private void assertOneFault() {
        assertThat(check().faults()).hasSize(1);
    }

    private void acknowledged(String token, long number) {
        events.add(new Event.Sent(clock++, token, ALICE, BOB, number));
        events.add(new Event.Receipted(clock++, token));
    }

    private void stored(String token, long seq, int status) {
        rows.add(new StoredRow("id-" + seq, token, ALICE, BOB, seq, status, null, null));
    }

    private void seen(String session, String token, boolean redelivered) {
        events.add(new Event.Seen(clock++, session, BOB, idOf(token), token, redelivered));
    }

    private void ticked(String token, String... statuses) {
        for (String status : statuses) {
            events.add(new Event.Ticked(clock++, "alice#1", idOf(token), status));
        }
    }

    private String idOf(String token) {
        return rows.stream()
                .filter(row -> row.payload().equals(token))
                .findFirst()
                .orElseThrow()
                .messageId();
    }
}
