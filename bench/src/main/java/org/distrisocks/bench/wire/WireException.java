package org.distrisocks.bench.wire;

/** The other side has said what it may not say, or what this client cannot read. */
public final class WireException extends Exception {

    public WireException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
