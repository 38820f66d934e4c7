package org.distrisocks.edge;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers for Jetty what it refuses by itself: a broken request line, an ambiguous path, a header that is too long. */
class RefusedRequests extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        BareProblem.HEADERS.forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(new BareProblem(status).toJson()), callback);
    }
}
