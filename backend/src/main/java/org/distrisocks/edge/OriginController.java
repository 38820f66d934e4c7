package org.distrisocks.edge;

import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a page finds the other pods once its own is gone. */
@RestController
class OriginController {

    private final SiblingOrigins origins;

    OriginController(SiblingOrigins origins) {
        this.origins = origins;
    }

    /** The origins of {@code distrisocks.edge.siblings}; empty where the page's own origin leads to every pod. */
    record Origins(List<String> origins) {}

    @GetMapping(path = "/api/origins", produces = MediaType.APPLICATION_JSON_VALUE)
    Origins origins() {
        return new Origins(origins.siblings());
    }
}
