package org.distrisocks.edge;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;

/**
 * A request that is answered before its body has arrived, for example by 415. Jetty closes the connection after such an answer
 * and announces that only in its own error pages; a client that keeps connections would lose its next request.
 */
final class UnreadBody extends HttpStream.Wrapper {

    private UnreadBody(HttpStream stream) {
        super(stream);
    }

    /** An {@link org.eclipse.jetty.server.HttpConfiguration.Customizer}: adds {@code Connection: close} where it is due. */
    static Request announceClose(Request request, HttpFields.Mutable responseHeaders) {
        boolean hasBody = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) || request.getLength() > 0;
        if (hasBody) {
            request.addHttpStreamWrapper(UnreadBody::new);
        }
        return request;
    }

    @Override
    public void prepareResponse(HttpFields.Mutable headers) {
        super.prepareResponse(headers);
        if (consumeAvailable() != null) {
            headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
    }
}
