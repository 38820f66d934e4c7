package org.distrisocks.identity;

/** A text that is no id; the message names the id and the rule, never the text. */
public class InvalidIdException extends IllegalArgumentException {

    private final String rule;

    InvalidIdException(String subject, String rule) {
        super(subject + " " + rule);
        this.rule = rule;
    }

    /** The broken rule without its subject, for a caller who knows the field: {@code must be …}. */
    public String rule() {
        return rule;
    }
}
