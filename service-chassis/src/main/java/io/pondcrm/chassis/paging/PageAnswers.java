package io.pondcrm.chassis.paging;

import io.pondcrm.chassis.basics.Text;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Adds the link to the next page (RFC 8288), and leaves out what {@code fields} does not name. */
@RestControllerAdvice
class PageAnswers implements ResponseBodyAdvice<Object> {

    private final JsonMapper json;

    PageAnswers(JsonMapper json) {
        this.json = json;
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
        if (!(body instanceof Page<?> page)) {
            return body;
        }
        var uri = UriComponentsBuilder.fromUri(request.getURI()).build();
        if (page.nextCursor() != null && HttpMethod.GET.equals(request.getMethod())) {
            var next =
                    UriComponentsBuilder.fromPath(request.getURI().getRawPath())
                            .query(request.getURI().getRawQuery())
                            .replaceQueryParam("cursor", page.nextCursor())
                            .build();
            response.getHeaders().add(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        var fields = uri.getQueryParams().getFirst("fields");
        return fields == null || fields.isBlank()
                ? page
                : sparse(page, new LinkedHashSet<>(Arrays.asList(fields.split("(,|%2C)"))));
    }

    private Page<JsonNode> sparse(Page<?> page, Set<String> fields) {
        var known = new HashSet<String>();
        for (var item : page.items()) {
            if (item instanceof Record && known.isEmpty()) {
                for (var component : item.getClass().getRecordComponents()) {
                    known.add(component.getName());
                }
            }
        }
        if (!known.isEmpty() && !known.containsAll(fields)) {
            throw PageRequestArgument.wrong(
                    "?fields",
                    "unknown-field",
                    new Text("Choose from {0}", "请从 {0} 中选择"),
                    String.join(", ", known.stream().sorted().toList()));
        }
        List<JsonNode> items =
                page.items().stream().<JsonNode>map(item -> onlyThose(item, fields)).toList();
        return new Page<>(items, page.nextCursor(), page.total());
    }

    private JsonNode onlyThose(Object item, Set<String> fields) {
        JsonNode tree = json.valueToTree(item);
        return tree instanceof ObjectNode object ? object.retain(fields) : tree;
    }
}
