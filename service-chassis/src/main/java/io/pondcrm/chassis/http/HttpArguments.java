package io.pondcrm.chassis.http;

import io.pondcrm.chassis.basics.Ids;
import java.util.ArrayList;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands {@link IfMatch} and {@link NewId} to controller methods that ask for them. */
class HttpArguments implements HandlerMethodArgumentResolver {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IfMatch.class, NewId.class);
        // Documented as the payload that it changes.
        SpringDocUtils.getConfig().addResponseWrapperToIgnore(MergePatch.class);
    }

    private final Ids ids;

    HttpArguments(Ids ids) {
        this.ids = ids;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IfMatch.class
                || parameter.getParameterType() == NewId.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return parameter.getParameterType() == IfMatch.class
                ? ifMatch(request, parameter.isOptional())
                : newId(request);
    }

    private static @Nullable IfMatch ifMatch(NativeWebRequest request, boolean optional) {
        var headers = request.getHeaderValues(HttpHeaders.IF_MATCH);
        if (headers == null || headers.length == 0) {
            if (optional) {
                return null;
            }
            throw HttpProblem.PRECONDITION_REQUIRED.exception();
        }
        var values = new ArrayList<String>();
        Collections.addAll(values, headers);
        return IfMatch.parse(values);
    }

    private NewId newId(NativeWebRequest request) {
        var kept = request.getAttribute(IdempotencyFilter.SEED, NativeWebRequest.SCOPE_REQUEST);
        return kept instanceof NewId newId ? newId : NewId.of(ids.next());
    }
}
