package org.distrisocks.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.MessageIdGenerator;
import org.junit.jupiter.api.Test;

/** Promise 5: to no eye does a status go back. */
class ShownStatusesTests {

    private static final MessageIdGenerator IDS = new MessageIdGenerator();

    private final ShownStatuses shown = new ShownStatuses();

    @Test
    void goesForwardOnlyAndMaySkip() {
        MessageId message = IDS.next();
        assertThat(shown.advance(message, 0)).isTrue();
        assertThat(shown.advance(message, 2)).isTrue();
        assertThat(shown.advance(message, 1)).isFalse();
        assertThat(shown.advance(message, 2)).as("a repeat").isTrue();
        assertThat(shown.advance(IDS.next(), 1)).isTrue();
    }

    @Test
    void remembersTheLastTwoHundred() {
        MessageId first = IDS.next();
        shown.advance(first, 2);
        for (int i = 0; i < 199; i++) {
            shown.advance(IDS.next(), 0);
        }
        assertThat(shown.advance(first, 1)).isFalse();

        shown.advance(IDS.next(), 0);
        assertThat(shown.advance(first, 1)).isTrue();
    }
}
