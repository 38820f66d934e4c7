package org.distrisocks.routing;

import java.util.function.Supplier;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;

/**
 * A status on its way to the sender of its message.
 *
 * @param rank of the status: 0, 1 or 2
 * @param body of the frame on {@code /user/queue/status}; asked for only if the sender is connected
 */
public record OutgoingTick(UserId sender, MessageId messageId, int rank, Supplier<byte[]> body) {}
