package org.distrisocks.edge;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * Has each controller's method called by {@link RequestGate}: after its arguments are read, and before its answer is
 * written. An interceptor would have a turn for as long as a client takes for both.
 */
@Configuration(proxyBeanMethods = false)
class GatedHandlers {

    @Bean
    WebMvcRegistrations gated(RequestGate gate) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new GatedAdapter(gate);
            }
        };
    }

    private static final class GatedAdapter extends RequestMappingHandlerAdapter {

        private final RequestGate gate;

        GatedAdapter(RequestGate gate) {
            this.gate = gate;
        }

        @Override
        protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod handler) {
            return new GatedMethod(handler, gate);
        }
    }

    private static final class GatedMethod extends ServletInvocableHandlerMethod {

        private final RequestGate gate;

        GatedMethod(HandlerMethod handler, RequestGate gate) {
            super(handler);
            this.gate = gate;
        }

        @Override
        protected @Nullable Object doInvoke(@Nullable Object... arguments) throws Exception {
            HttpServletRequest request =
                    ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
            return gate.handle(request, () -> super.doInvoke(arguments));
        }

        @Override
        public void invokeAndHandle(
                ServletWebRequest exchange, ModelAndViewContainer container, @Nullable Object... provided)
                throws Exception {
            try {
                super.invokeAndHandle(exchange, container, provided);
            } finally {
                countAnswer(exchange);
            }
        }

        /** Also one that the client did not read to its end. */
        private void countAnswer(ServletWebRequest exchange) {
            long bytes = ServletContextResponse.getServletContextResponse(exchange.getResponse())
                    .getHttpOutput()
                    .getWritten();
            gate.answered(exchange.getRequest(), bytes);
        }
    }
}
