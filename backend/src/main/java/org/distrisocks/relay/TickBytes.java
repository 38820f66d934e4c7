package org.distrisocks.relay;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.relay.Envelope.TicksEnvelope.Tick;

/**
 * Ticks as they stand in a record, one behind the other: the length of the user in one octet, the user, the 16 octets of
 * the message id, the rank in one octet, the length of the body in four, the body.
 */
final class TickBytes {

    private static final int FIXED = 1 + 16 + 1 + 4;

    static byte[] write(List<Tick> ticks) {
        ByteBuffer bytes = ByteBuffer.allocate(ticks.stream()
                .mapToInt(tick -> FIXED + tick.user().value().length() + tick.body().length)
                .sum());
        for (Tick tick : ticks) {
            byte[] user = tick.user().value().getBytes(StandardCharsets.US_ASCII);
            UUID id = tick.messageId().value();
            bytes.put((byte) user.length)
                    .put(user)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .put((byte) tick.rank())
                    .putInt(tick.body().length)
                    .put(tick.body());
        }
        return bytes.array();
    }

    /**
     * @throws IllegalArgumentException if these are no ticks
     */
    static List<Tick> read(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        List<Tick> ticks = new ArrayList<>();
        try {
            while (bytes.hasRemaining()) {
                UserId user = new UserId(new String(take(bytes, bytes.get()), StandardCharsets.US_ASCII));
                MessageId id = new MessageId(new UUID(bytes.getLong(), bytes.getLong()));
                int rank = bytes.get();
                ticks.add(new Tick(user, id, rank, take(bytes, bytes.getInt())));
            }
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("its ticks end too early", tooShort);
        }
        if (ticks.isEmpty()) {
            throw new IllegalArgumentException("it has no ticks");
        }
        return ticks;
    }

    private static byte[] take(ByteBuffer bytes, int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    private TickBytes() {}
}
