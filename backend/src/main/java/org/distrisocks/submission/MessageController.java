package org.distrisocks.submission;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import org.distrisocks.identity.UserId;
import org.distrisocks.inbox.MessageBody;
import org.distrisocks.inbox.StoredMessage;
import org.distrisocks.session.Problem;
import org.distrisocks.session.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** SEND for those who have no WebSocket. */
@RestController
@RequestMapping(path = "/api/messages", produces = MediaType.APPLICATION_JSON_VALUE)
class MessageController {

    /** In which one message may be sent again by whoever has sent too many. */
    private static final String SECONDS = "1";

    private final MessageSubmission submission;

    MessageController(MessageSubmission submission) {
        this.submission = submission;
    }

    /**
     * Takes the body of a SEND (DESIGN §3).
     *
     * @return 201 with the message as committed, also for a repeat; otherwise a problem with the status of its type
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(
            responseCode = "201",
            description = "The message as committed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = MessageBody.class)))
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = SendParser.SendBody.class)))
    CompletableFuture<ResponseEntity<byte[]>> send(Principal principal, @RequestBody byte[] body) {
        CompletableFuture<ResponseEntity<byte[]>> response = new CompletableFuture<>();
        submission.receive(new UserId(principal.getName()), body, new Submission.Answer() {
            @Override
            public void stored(StoredMessage message) {
                response.complete(ResponseEntity.status(HttpStatus.CREATED)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(message.body(message.status())));
            }

            @Override
            public void refused(Problem problem) {
                ResponseEntity.BodyBuilder refusal =
                        ResponseEntity.status(problem.type().status());
                if (problem.type() == ProblemType.TOO_FAST) {
                    refusal.header(HttpHeaders.RETRY_AFTER, SECONDS);
                }
                response.complete(
                        refusal.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem.toJson()));
            }
        });
        return response;
    }
}
