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
 * @param total how many items all pages have together, where the caller asked by {@code count}
 */
@DataClass(DataClass.Level.PUBLIC)
public record Page<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total) {

    public Page {
        items = List.copyOf(items);
    }

    public Page(List<T> items, @Nullable String nextCursor) {
        this(items, nextCursor, null);
    }

    /** A list that is known to be short enough for one page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), nextCursor, total);
    }
}
