package io.pondcrm.chassis.audit;

import io.pondcrm.chassis.audit.AuditEntry.Kind;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.PersonalFields;
import io.pondcrm.chassis.security.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Notes who does what and who sees whom. A read of personal data is noted before a byte of it
 * leaves: where that fails, it is refused. A write is noted once it is done; where that fails, the
 * write stands, and the log has what the chain lacks.
 */
final class AuditNotes {

    private static final Logger LOG = LoggerFactory.getLogger(AuditNotes.class);
    private static final String SHOWN = AuditNotes.class.getName() + ".shown";
    private static final int LONGEST_PURPOSE = 200;

    private final AuditTrail trail;
    private final Clock clock;

    AuditNotes(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /** Looks at what leaves, before {@code fields} and masks change it. */
    @RestControllerAdvice
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Reads implements ResponseBodyAdvice<Object> {

        private final AuditNotes notes;

        Reads(AuditNotes notes) {
            this.notes = notes;
        }

        @Override
        public boolean supports(
                MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
            return true;
        }

        @Override
        public @Nullable Object beforeBodyWrite(
                @Nullable Object body,
                MethodParameter returnType,
                MediaType contentType,
                Class<? extends HttpMessageConverter<?>> converter,
                ServerHttpRequest request,
                ServerHttpResponse response) {
            if (request instanceof ServletServerHttpRequest http) {
                notes.shows(http.getServletRequest(), body);
            }
            return body;
        }
    }

    /** Looks at what became of a request. */
    static final class Writes extends OncePerRequestFilter {

        private final AuditNotes notes;

        Writes(AuditNotes notes) {
            this.notes = notes;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            chain.doFilter(request, response);
            if (!request.isAsyncStarted()) {
                notes.ended(request, response.getStatus());
            }
        }
    }

    private void shows(HttpServletRequest request, @Nullable Object body) {
        var operation = operation(request);
        var caller = Caller.current();
        if (operation == null || body == null) {
            return;
        }
        if (!isReading(request, operation)) {
            request.setAttribute(SHOWN, Shown.in(body));
        } else if (PersonalFields.areShownTo(caller)) {
            var shown = Shown.in(body);
            if (!shown.fields().isEmpty()) {
                trail.append(
                        entry(
                                request,
                                operation,
                                caller,
                                Kind.READ,
                                0,
                                shown.customers(),
                                shown.fields()));
            }
        }
    }

    private void ended(HttpServletRequest request, int status) {
        var operation = operation(request);
        var isDone = status >= 200 && status < 300;
        if (operation == null || status != 403 && (!isDone || isReading(request, operation))) {
            return;
        }
        var caller = Caller.current();
        var shown = request.getAttribute(SHOWN) instanceof Shown it ? it : Shown.in(null);
        var note =
                entry(
                        request,
                        operation,
                        caller,
                        isDone ? Kind.WRITE : Kind.REFUSED,
                        status,
                        isDone ? shown.customers() : new TreeSet<>(),
                        isDone && PersonalFields.areShownTo(caller)
                                ? shown.fields()
                                : new TreeSet<>());
        try {
            trail.append(note);
        } catch (RuntimeException away) {
            LOG.error("Not in the audit trail: {}", note, away);
        }
    }

    /**
     * @param service who acts where no request does
     */
    void refused(
            String service,
            String action,
            String resource,
            String system,
            Collection<String> customers) {
        var caller = Caller.current();
        var isAsked = SecurityContextHolder.getContext().getAuthentication() != null;
        var all = List.copyOf(customers);
        for (var from = 0; from < all.size(); from += Shown.MOST) {
            trail.append(
                    new AuditEntry(
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            isAsked ? caller.clientId() : service,
                            system,
                            action,
                            Kind.REFUSED,
                            "",
                            resource,
                            HttpServletResponse.SC_FORBIDDEN,
                            all.subList(from, Math.min(all.size(), from + Shown.MOST)),
                            List.of(),
                            null,
                            Objects.requireNonNullElse(MDC.get("traceId"), "")));
        }
    }

    private AuditEntry entry(
            HttpServletRequest request,
            HandlerMethod operation,
            Caller caller,
            Kind kind,
            int status,
            SortedSet<String> customers,
            SortedSet<String> fields) {
        var concerned = new TreeSet<>(customers);
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables) {
            variables.values().stream()
                    .map(String::valueOf)
                    .filter(it -> it.startsWith(Shown.CUSTOMER))
                    .forEach(concerned::add);
        }
        return new AuditEntry(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                caller.clientId(),
                caller.boundSystem(),
                nameOf(operation),
                kind,
                request.getMethod(),
                resource(request, operation),
                status,
                List.copyOf(concerned),
                List.copyOf(fields),
                purpose(request),
                Objects.requireNonNullElse(MDC.get("traceId"), ""));
    }

    private static @Nullable HandlerMethod operation(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
                                instanceof HandlerMethod operation
                        && operation.hasMethodAnnotation(RequiresScope.class)
                ? operation
                : null;
    }

    /** A search by POST changes nothing: its scope says so. */
    private static boolean isReading(HttpServletRequest request, HandlerMethod operation) {
        var required = operation.getMethodAnnotation(RequiresScope.class);
        return request.getMethod().equals("GET")
                || request.getMethod().equals("HEAD")
                || required != null
                        && Arrays.stream(required.value()).allMatch(it -> it.endsWith(":read"));
    }

    /** What opens a public operation is in its path, and must not lie here. */
    private static String resource(HttpServletRequest request, HandlerMethod operation) {
        var required = operation.getMethodAnnotation(RequiresScope.class);
        return required != null && List.of(required.value()).contains(RequiresScope.PUBLIC)
                ? String.valueOf(
                        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                : request.getRequestURI();
    }

    private static String nameOf(HandlerMethod operation) {
        var documented = operation.getMethodAnnotation(Operation.class);
        return documented == null || documented.operationId().isEmpty()
                ? operation.getMethod().getName()
                : documented.operationId();
    }

    private static @Nullable String purpose(HttpServletRequest request) {
        var given = request.getHeader("Purpose");
        if (given == null) {
            return null;
        }
        var clean = given.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.substring(0, Math.min(clean.length(), LONGEST_PURPOSE));
    }
}
