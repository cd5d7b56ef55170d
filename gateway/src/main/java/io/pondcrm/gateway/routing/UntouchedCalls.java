package io.pondcrm.gateway.routing;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchangeHandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Stands behind each {@code http()} of a route and hands calls on as they came. The original makes
 * a new query out of parsed parameters: that changes what callers wrote, fails where it isn't well
 * formed, and reads the body of a form. Which headers pass is the business of {@link HopHeaders}.
 */
final class UntouchedCalls extends ProxyExchangeHandlerFunction {

    private final Forward forward;

    UntouchedCalls(
            Forward forward,
            ObjectProvider<RequestHttpHeadersFilter> ofRequests,
            ObjectProvider<ResponseHttpHeadersFilter> ofAnswers) {
        super(forward, ofRequests, ofAnswers);
        this.forward = forward;
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        return forward.exchange(request);
    }
}
