package io.pondcrm.customer.feed;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.customer.feed.domain.FeedType;
import io.pondcrm.customer.feed.domain.FeedView;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a caller asks to see, as far as it may. */
final class FeedViews {

    static final String ALL =
            Stream.of(FeedType.values()).map(FeedType::wireName).collect(Collectors.joining(", "));

    private FeedViews() {}

    /**
     * @param types names, separated by commas; null for all that the caller's scopes allow
     * @throws ProblemException 400 for a type that is unknown, 403 for one that the caller may not
     *     hear of
     */
    static FeedView of(@Nullable String types, Caller caller) {
        var allowed = FeedType.allowedBy(caller::has);
        var wanted = types == null || types.isBlank() ? allowed : EnumSet.noneOf(FeedType.class);
        if (types != null && !types.isBlank()) {
            for (var name : types.split(",", -1)) {
                var type =
                        FeedType.find(name.strip())
                                .orElseThrow(() ->
                                        FeedProblem.UNKNOWN_EVENT_TYPE.exception(
                                                List.of(
                                                        new FieldError(
                                                                "?types",
                                                                "unknown-type",
                                                                new Text(
                                                                        "Choose from {0}",
                                                                        "请从 {0} 中选择"),
                                                                List.of(ALL))),
                                                ALL));
                if (!allowed.contains(type)) {
                    throw FeedProblem.EVENT_TYPE_NOT_ALLOWED.exception(type.scope());
                }
                wanted.add(type);
            }
        }
        return new FeedView(wanted, caller.boundSystem());
    }
}
