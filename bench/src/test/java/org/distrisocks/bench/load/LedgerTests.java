package org.distrisocks.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.EnumSet;
import java.util.List;
import org.distrisocks.bench.dialect.Mark;
import org.junit.jupiter.api.Test;

class LedgerTests {

    private final Tally tally = new Tally();
    private final Ledger ledger = new Ledger(EnumSet.allOf(Mark.class), tally);

    @Test
    void countsNothingWhenAllComesOnceAndInOrder() {
        for (int i = 0; i < 3 * Ledger.WINDOW; i++) {
            long number = ledger.begin(1000 + i);
            for (Mark mark : Mark.values()) {
                assertThat(ledger.seen(mark, number, false)).isEqualTo(1000 + i);
            }
        }

        assertThat(ledger.inFlight()).isZero();
        assertThat(broken()).isEqualTo("none lost, twice or out of order");
    }

    @Test
    void countsEachMarkThatNeverCame() {
        send(3);
        ledger.seen(Mark.MESSAGE, 0, false);
        ledger.seen(Mark.MESSAGE, 2, false);
        ledger.seen(Mark.RECEIPT, 1, false);

        assertThat(ledger.inFlight()).isEqualTo(3);
        assertThat(ledger.missing(Mark.MESSAGE)).isEqualTo(1);
        assertThat(ledger.missing(Mark.RECEIPT)).isEqualTo(2);
        assertThat(ledger.missing(Mark.DELIVERED)).isEqualTo(3);
        assertThat(broken()).isEqualTo("6 lost");
    }

    @Test
    void doesNotMissWhatIsNotExpected() {
        Ledger withoutTicks = new Ledger(EnumSet.of(Mark.RECEIPT, Mark.MESSAGE), tally);
        withoutTicks.begin(1);
        withoutTicks.seen(Mark.MESSAGE, 0, false);
        withoutTicks.seen(Mark.RECEIPT, 0, false);

        assertThat(withoutTicks.inFlight()).isZero();
        assertThat(withoutTicks.missing(Mark.DELIVERED)).isZero();
    }

    @Test
    void countsWhatComesAgainAndMeasuresItOnce() {
        send(2);
        ledger.seen(Mark.MESSAGE, 0, false);

        assertThat(ledger.seen(Mark.MESSAGE, 0, false)).isEqualTo(Ledger.NOT_FIRST);
        assertThat(ledger.seen(Mark.MESSAGE, 0, false)).isEqualTo(Ledger.NOT_FIRST);
        ledger.seen(Mark.RECEIPT, 1, false);
        ledger.seen(Mark.RECEIPT, 1, false);
        assertThat(broken()).isEqualTo("4 lost, 2 messages twice, 1 receipts twice");
    }

    @Test
    void allowsARepeatThatSaysSo() {
        complete(ledger.begin(1));

        assertThat(ledger.seen(Mark.MESSAGE, 0, true)).isEqualTo(Ledger.NOT_FIRST);
        assertThat(broken()).isEqualTo("none lost, twice or out of order, 1 redelivered");
    }

    @Test
    void takesAMessageThatMayHaveComeBeforeAndDidNot() {
        send(1);

        assertThat(ledger.seen(Mark.MESSAGE, 0, true)).isZero();
        assertThat(tally.repeats).isZero();
    }

    @Test
    void countsARepeatFromBeforeTheWindow() {
        for (int i = 0; i < Ledger.WINDOW + 1; i++) {
            complete(ledger.begin(i));
        }

        assertThat(ledger.seen(Mark.MESSAGE, 0, false)).isEqualTo(Ledger.NOT_FIRST);
        assertThat(tally.seenTwice(Mark.MESSAGE)).isEqualTo(1);
    }

    @Test
    void countsEachMessageThatIsOvertaken() {
        send(4);
        ledger.seen(Mark.MESSAGE, 2, false);
        ledger.seen(Mark.MESSAGE, 0, false);
        ledger.seen(Mark.MESSAGE, 1, false);
        ledger.seen(Mark.MESSAGE, 3, false);

        assertThat(tally.outOfOrder).isEqualTo(2);
        assertThat(ledger.missing(Mark.MESSAGE)).isZero();
    }

    @Test
    void letsReceiptsAndTicksOvertakeEachOther() {
        send(2);
        ledger.seen(Mark.RECEIPT, 1, false);
        ledger.seen(Mark.RECEIPT, 0, false);
        ledger.seen(Mark.DELIVERED, 1, false);
        ledger.seen(Mark.DELIVERED, 0, false);

        assertThat(tally.outOfOrder).isZero();
    }

    @Test
    void countsWhatWasNeverSent() {
        send(1);

        assertThat(ledger.seen(Mark.MESSAGE, 1, false)).isEqualTo(Ledger.NOT_FIRST);
        assertThat(ledger.seen(Mark.MESSAGE, -1, false)).isEqualTo(Ledger.NOT_FIRST);
        assertThat(tally.foreign).isEqualTo(2);
    }

    @Test
    void givesUpWhenTheServerIsAWindowBehind() {
        send(Ledger.WINDOW);

        assertThatIllegalStateException().isThrownBy(() -> ledger.begin(1)).withMessageContaining("rate is too high");
    }

    private void send(int messages) {
        for (int i = 0; i < messages; i++) {
            ledger.begin(i);
        }
    }

    private void complete(long number) {
        for (Mark mark : Mark.values()) {
            ledger.seen(mark, number, false);
        }
    }

    private String broken() {
        return Broken.of(tally, List.of(ledger)).toString();
    }
}
