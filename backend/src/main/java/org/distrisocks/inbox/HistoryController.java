package org.distrisocks.inbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** A user's own messages; those of others look as if they were not there. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class HistoryController {

    private final MessageHistory history;

    HistoryController(MessageHistory history) {
        this.history = history;
    }

    /**
     * Some messages of a conversation.
     *
     * @param messages newest last
     */
    record Page(List<MessageBody> messages) {}

    /**
     * One message with its past.
     *
     * @param statuses those that it has reached, oldest first
     */
    record Message(MessageBody message, List<MessageRow.StatusReached> statuses) {}

    /**
     * The newest messages with a user, or those before a message.
     *
     * @param before a message of the caller's; 404 if there is no such
     */
    @GetMapping("/api/conversations/{user}/messages")
    Page messages(
            Principal principal,
            @PathVariable UserId user,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        long end = before == null ? Long.MAX_VALUE : own(principal, before).seq();
        List<MessageRow> rows = history.between(principal.getName(), user.value(), end, limit);
        return new Page(rows.reversed().stream().map(MessageRow::body).toList());
    }

    /** One message and each status that it has reached, with time and pod; 404 if the caller has no part in it. */
    @GetMapping("/api/messages/{id}")
    Message message(Principal principal, @PathVariable UUID id) {
        MessageRow row = own(principal, id);
        return new Message(row.body(), row.statuses());
    }

    private MessageRow own(Principal principal, UUID id) {
        return history.of(principal.getName(), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such message"));
    }
}
