package org.distrisocks.submission;

import org.distrisocks.inbox.NewMessage;
import org.distrisocks.session.Problem;

/** What a SEND says, or why it cannot be taken. */
sealed interface ParsedSend {

    record Valid(NewMessage message) implements ParsedSend {}

    record Invalid(Problem problem) implements ParsedSend {}
}
