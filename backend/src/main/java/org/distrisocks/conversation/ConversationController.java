package org.distrisocks.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.Conversation;
import org.distrisocks.inbox.Conversations;
import org.distrisocks.inbox.MessageBody;
import org.distrisocks.inbox.ReadMark.NoSuchMessage;
import org.distrisocks.inbox.ReadMark.Read;
import org.distrisocks.routing.Router;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** A user's own conversations; what one device reads, all are told of. */
@RestController
@RequestMapping(path = "/api/conversations", produces = MediaType.APPLICATION_JSON_VALUE)
class ConversationController {

    private static final int MOST_CONVERSATIONS = 200;
    private static final int MOST_ASKED = 50;

    private final Conversations conversations;
    private final OnlineUsers onlineUsers;
    private final Router router;
    private final JsonMapper json;

    ConversationController(Conversations conversations, OnlineUsers onlineUsers, Router router, JsonMapper json) {
        this.conversations = conversations;
        this.onlineUsers = onlineUsers;
        this.router = router;
        this.json = json;
    }

    /**
     * One conversation.
     *
     * @param userId the other one
     * @param unread their messages that the user has not read, 100 at most
     * @param online whether they are connected anywhere; absent if Redis does not say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(
            String userId,
            String displayName,
            MessageBody lastMessage,
            int unread,
            @Nullable Boolean online) {}

    /** As {@link Listed}, of what changes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Current(String userId, int unread, @Nullable Boolean online) {}

    /** The newest message of the other one that the user has seen. */
    record Seen(@NotNull(message = "must be given") UUID messageId) {}

    /**
     * How a conversation is read, to its reader's devices and in answer to the one that has told.
     *
     * @param userId the other one
     * @param messageId read up to this one
     */
    record ReadEvent(String userId, UUID messageId, int unread) {}

    /** The conversations, the one with the newest message first; at most 200. */
    @GetMapping
    List<Listed> conversations(Principal principal) {
        List<Conversation> all = conversations.of(new UserId(principal.getName()), MOST_CONVERSATIONS);
        Map<UserId, Boolean> online =
                onlineUsers.among(all.stream().map(Conversation::partner).toList());
        return all.stream()
                .map(one -> new Listed(
                        one.partner().value(),
                        one.displayName(),
                        one.lastMessage(),
                        one.unread(),
                        online.get(one.partner())))
                .toList();
    }

    /** Of a single value, which Spring would cut at its commas. */
    @Component
    static class UserIds implements Converter<String, List<UserId>> {

        @Override
        public List<UserId> convert(String user) {
            return List.of(new UserId(user));
        }
    }

    /**
     * What may have changed in some of the conversations without a message.
     *
     * @param user 1 to 50; those with whom the caller has no conversation are left out
     */
    @GetMapping("/current")
    List<Current> current(
            Principal principal,
            @RequestParam @Size(min = 1, max = MOST_ASKED, message = "must be 1 to 50 users") List<UserId> user) {
        Map<UserId, Integer> unread = conversations.unread(new UserId(principal.getName()), user);
        Collection<UserId> known = unread.keySet();
        Map<UserId, Boolean> online = onlineUsers.among(known);
        return known.stream()
                .map(one -> new Current(one.value(), unread.getOrDefault(one, 0), online.get(one)))
                .toList();
    }

    /** Takes how far the caller has read; never goes back. 404 if the other one has sent no such message. */
    @PostMapping(path = "/{user}/read", consumes = MediaType.APPLICATION_JSON_VALUE)
    ReadEvent read(Principal principal, @PathVariable UserId user, @Valid @RequestBody Seen seen) {
        UserId reader = new UserId(principal.getName());
        return switch (conversations.read(reader, user, new MessageId(seen.messageId()))) {
            case Read(UserId partner, boolean moved, int unread) -> {
                ReadEvent event = new ReadEvent(partner.value(), seen.messageId(), unread);
                if (moved) {
                    router.notice(reader, json.writeValueAsBytes(event));
                }
                yield event;
            }
            case NoSuchMessage() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such message");
        };
    }
}
