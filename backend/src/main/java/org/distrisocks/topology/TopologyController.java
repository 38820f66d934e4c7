package org.distrisocks.topology;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.security.Principal;
import java.util.List;
import org.distrisocks.account.Operators;
import org.distrisocks.identity.UserId;
import org.distrisocks.pod.PodDirectory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which pods there are. */
@RestController
class TopologyController {

    private final PodDirectory pods;
    private final ClusterView view;
    private final Operators operators;

    TopologyController(PodDirectory pods, ClusterView view, Operators operators) {
        this.pods = pods;
        this.view = view;
        this.operators = operators;
    }

    /**
     * What every user may know: where else to connect.
     *
     * @param podId of the pod that answers
     * @param pods all that are alive, by id
     */
    record Topology(String podId, List<PodAddress> pods) {}

    /**
     * One pod.
     *
     * @param address host and port; empty if it does not say
     */
    record PodAddress(String podId, String address) {}

    /** A {@link Topology}; for an operator a {@link ClusterFrame}, which has the same fields and more. */
    @GetMapping(path = "/api/topology", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(anyOf = {Topology.class, ClusterFrame.class})))
    Record topology(Principal principal) {
        if (operators.include(new UserId(principal.getName()))) {
            return view.frame();
        }
        return new Topology(
                pods.self().id().value(),
                pods.all().stream()
                        .map(pod -> new PodAddress(pod.id().value(), pod.address()))
                        .toList());
    }
}
