package org.distrisocks.inbox;

import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A message that has been checked and is to be stored.
 *
 * @param receiver as the sender names them: the id, or in another case a name that is registered; the stored message has the id
 * @param clientId the sender's own id for it, which makes a repeat known; null if the sender gave none
 * @param payload text without NUL
 * @param userHeaders the SEND's user-defined headers as a JSON object; null if there are none
 */
public record NewMessage(
        MessageId id,
        UserId sender,
        UserId receiver,
        @Nullable String clientId,
        String payload,
        @Nullable String userHeaders) {

    public NewMessage withUserHeaders(@Nullable String other) {
        return new NewMessage(id, sender, receiver, clientId, payload, other);
    }
}
