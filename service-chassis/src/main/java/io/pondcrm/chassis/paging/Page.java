package io.pondcrm.chassis.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. Controllers return it as it is: {@code Link} and {@code fields} are seen to.
 *
 * @param nextCursor where the next page starts; null is the only end mark
 */
@DataClass(DataClass.Level.PUBLIC)
public record Page<T>(
        List<T> items, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /** A list that is known to be short enough for one page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), nextCursor);
    }
}
