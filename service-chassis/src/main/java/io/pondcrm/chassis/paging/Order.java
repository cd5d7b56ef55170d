package io.pondcrm.chassis.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/**
 * How a list is sorted; ids break ties in the same direction.
 *
 * @param path as stored
 */
record Order(String name, String path, boolean isDescending) {

    static final Order NEWEST_FIRST = new Order("id", "_id", true);

    /** As a caller writes it. */
    String wireName() {
        return isDescending ? "-" + name : name;
    }

    boolean isById() {
        return path.equals("_id");
    }

    /** The default, first, and all others that are declared. */
    static List<Order> declaredOn(MethodParameter parameter) {
        var declared = parameter.getParameterAnnotation(SortedBy.class);
        if (declared == null) {
            return List.of(NEWEST_FIRST);
        }
        var orders = new ArrayList<Order>();
        orders.add(parse(declared.value()));
        for (var other : declared.or()) {
            orders.add(parse(other));
        }
        return orders;
    }

    /** What a caller asks for, in either direction of what is declared. */
    static Optional<Order> chosen(@Nullable String sort, List<Order> declared) {
        if (sort == null) {
            return Optional.of(declared.getFirst());
        }
        var isDescending = sort.startsWith("-");
        var name = isDescending ? sort.substring(1) : sort;
        return declared.stream()
                .filter(order -> order.name.equals(name))
                .findFirst()
                .map(order -> new Order(name, order.path, isDescending));
    }

    private static Order parse(String written) {
        var isDescending = written.startsWith("-");
        var parts = (isDescending ? written.substring(1) : written).split("=", 2);
        var path = parts.length == 2 ? parts[1] : parts[0];
        return new Order(parts[0], path.equals("id") ? "_id" : path, isDescending);
    }
}
