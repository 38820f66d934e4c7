package org.distrisocks.delivery;

/** What became of a message from the inbox. */
enum Taken {
    NEW,
    /** It was given before. */
    KNOWN,
    /** It waits, and so does all behind it. */
    NOT
}
