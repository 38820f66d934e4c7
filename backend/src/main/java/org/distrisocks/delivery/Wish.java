package org.distrisocks.delivery;

/** What a message that has come makes necessary. */
enum Wish {
    NOTHING,
    /** It is time to ask the inbox which messages have left it. */
    CONFIRMATION,
    /** The inbox has something that is to be seen before, or alone knows whether this one is new. */
    INBOX
}
