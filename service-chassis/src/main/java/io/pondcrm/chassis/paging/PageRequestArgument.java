package io.pondcrm.chassis.paging;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.QueryFields;
import io.pondcrm.chassis.basics.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the {@link PageRequest} to controller methods that ask for it. */
class PageRequestArgument implements HandlerMethodArgumentResolver {

    /** What may change from page to page. */
    private static final Set<String> UNBOUND =
            Set.of(
                    Objects.requireNonNull(PageRequest.class.getAnnotation(QueryFields.class))
                            .value());

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(PageRequest.class);
    }

    private final CursorSeal seal;

    PageRequestArgument(CursorSeal seal) {
        this.seal = seal;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var declared = Order.declaredOn(parameter);
        var order =
                Order.chosen(request.getParameter("sort"), declared)
                        .orElseThrow(() ->
                                wrong(
                                        "?sort",
                                        "unknown-sort",
                                        new Text(
                                                "Sort by one of {0}, with - for descending",
                                                "请按 {0} 之一排序，降序加 -"),
                                        declared.stream()
                                                .map(Order::name)
                                                .collect(Collectors.joining(", "))));
        var cursor = request.getParameter("cursor");
        return new PageRequest(
                limit(request.getParameter("limit")),
                order,
                cursor == null || cursor.isEmpty() ? null : cursor,
                bindingOf(
                        Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class))),
                seal,
                count(request.getParameter("count")));
    }

    private static int limit(@Nullable String written) {
        if (written == null || written.isEmpty()) {
            return PageRequest.DEFAULT_LIMIT;
        }
        try {
            var limit = Long.parseLong(written);
            if (limit >= 0) {
                return limit == 0
                        ? PageRequest.DEFAULT_LIMIT
                        : (int) Math.min(limit, PageRequest.MAX_LIMIT);
            }
        } catch (NumberFormatException _) {
            // Answered below, like a negative one.
        }
        throw wrong(
                "?limit",
                "limit",
                new Text(
                        "Write a whole number from 1; more than {0} count as {0}",
                        "请填写从 1 开始的整数；超过 {0} 按 {0} 处理"),
                PageRequest.MAX_LIMIT);
    }

    private static PageRequest.Count count(@Nullable String written) {
        return switch (written) {
            case null -> PageRequest.Count.NONE;
            case "exact" -> PageRequest.Count.EXACT;
            case "estimate" -> PageRequest.Count.ESTIMATE;
            default ->
                    throw wrong(
                            "?count",
                            "unknown-count",
                            new Text("Write exact or estimate", "请填写 exact 或 estimate"));
        };
    }

    private static String bindingOf(HttpServletRequest request) {
        var binding = new StringBuilder(request.getMethod() + " " + request.getRequestURI());
        var parameters = request.getParameterMap();
        for (var name : new TreeSet<>(parameters.keySet())) {
            if (!UNBOUND.contains(name)) {
                binding.append('\n')
                        .append(name)
                        .append('=')
                        .append(Arrays.toString(parameters.get(name)));
            }
        }
        return binding.toString();
    }

    static ProblemException wrong(String pointer, String code, Text detail, Object... args) {
        return PagingProblem.PAGE_NOT_VALID.exception(
                List.of(new FieldError(pointer, code, detail, List.of(args))));
    }
}
