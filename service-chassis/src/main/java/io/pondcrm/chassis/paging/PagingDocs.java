package io.pondcrm.chassis.paging;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

/** Documents the parameters that stand behind a {@link PageRequest}. */
class PagingDocs implements OperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        for (var parameter : handler.getMethodParameters()) {
            if (parameter.getParameterType() == PageRequest.class) {
                document(operation, parameter);
            }
        }
        return operation;
    }

    private static void document(Operation operation, MethodParameter parameter) {
        var orders = Order.declaredOn(parameter);
        var sort = new StringSchema();
        orders.stream()
                .flatMap(order -> Stream.of(order.name(), "-" + order.name()))
                .forEach(sort::addEnumItem);
        sort.setDefault(orders.getFirst().wireName());
        var count = new StringSchema();
        count.addEnumItem("exact");
        count.addEnumItem("estimate");
        operation
                .addParametersItem(
                        query(
                                "count",
                                "Asks for the length of the whole list as total; an estimate stops"
                                        + " counting at 10,000",
                                count))
                .addParametersItem(
                        query(
                                "limit",
                                "How many items at most; more than 1,000 count as 1,000",
                                new IntegerSchema()
                                        .minimum(BigDecimal.ZERO)
                                        ._default(PageRequest.DEFAULT_LIMIT)))
                .addParametersItem(
                        query(
                                "cursor",
                                "Where the page starts: the nextCursor of the page before. Good for"
                                        + " the same operation, filters and sort only",
                                new StringSchema()))
                .addParametersItem(
                        query("sort", "The order of the list, with - for descending", sort))
                .addParametersItem(
                        query(
                                "fields",
                                "Names of the members that items shall have, separated by commas;"
                                        + " all if left out",
                                new StringSchema().example("id,createdAt")));
    }

    private static QueryParameter query(String name, String description, Schema<?> schema) {
        var parameter = new QueryParameter();
        parameter.name(name).description(description).required(false).schema(schema);
        return parameter;
    }
}
