package org.distrisocks.topology;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.distrisocks.account.Operators;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.MessagePath;
import org.distrisocks.inbox.MessagePaths;
import org.distrisocks.trace.TracePoint;
import org.distrisocks.trace.TraceStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The way of one message, for its sender, its receiver and operators; never what it says. */
@RestController
class TraceController {

    private static final Logger log = LoggerFactory.getLogger(TraceController.class);

    private final MessagePaths paths;
    private final TraceStore traces;
    private final Operators operators;

    TraceController(MessagePaths paths, TraceStore traces, Operators operators) {
        this.paths = paths;
        this.traces = traces;
        this.operators = operators;
    }

    /**
     * The way of one message.
     *
     * @param acceptedAt when its SEND was taken, by the clock of the pod that took it
     * @param statuses each that it has reached, oldest first
     * @param points what pods have seen of it, oldest first; empty if it was not followed or that is some minutes ago, null
     *     if Redis does not answer
     */
    record Way(
            String messageId,
            String senderId,
            String receiverId,
            Instant acceptedAt,
            List<MessagePath.Reached> statuses,
            @Nullable List<TracePoint> points) {}

    /** 404 if there is no such message, or it is none of the caller's and the caller is no operator. */
    @GetMapping(path = "/api/messages/{id}/trace", produces = MediaType.APPLICATION_JSON_VALUE)
    Way trace(Principal principal, @PathVariable UUID id) {
        UserId user = new UserId(principal.getName());
        MessagePath path = paths.find(new MessageId(id))
                .filter(found ->
                        found.sender().equals(user) || found.receiver().equals(user) || operators.include(user))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such message"));
        return new Way(
                path.id().toString(),
                path.sender().value(),
                path.receiver().value(),
                path.acceptedAt(),
                path.reached(),
                points(path.id()));
    }

    private @Nullable List<TracePoint> points(MessageId id) {
        try {
            return traces.pointsOf(id);
        } catch (DataAccessException unreachable) {
            log.debug("the points of message {} cannot be read: {}", id, unreachable.getMessage());
            return null;
        }
    }
}
