package io.pondcrm.customer.view;

import io.pondcrm.customer.view.ViewPayloads.ReasonLine;
import io.pondcrm.customer.view.domain.ViewPart;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One kind of part among all that others say about a customer. */
record Parts(List<ViewPart> all) {

    /** Who speaks of what we keep ourselves. */
    static final String OWN = "customer-service";

    /** Makes one part of the view of them. */
    interface Assembly<L, P> {
        P assemble(String source, Instant asOf, List<L> lines);
    }

    /** Null where nothing of this kind has arrived. */
    <L, P> @Nullable P part(
            ViewPart.Kind kind, Function<ViewPart, L> line, Assembly<L, P> assembly) {
        var ofKind = all.stream().filter(part -> part.kind() == kind).toList();
        return ofKind.isEmpty()
                ? null
                : assembly.assemble(
                        ofKind.getFirst().source(),
                        ofKind.stream()
                                .map(ViewPart::asOf)
                                .max(Comparator.naturalOrder())
                                .orElseThrow(),
                        ofKind.stream()
                                .filter(part -> !part.find("member").equals(Optional.of("false")))
                                .map(line)
                                .toList());
    }

    static List<ReasonLine> reasons(ViewPart part) {
        return part.reasons().stream()
                .map(it -> new ReasonLine(it.dimension(), it.input(), it.rule()))
                .toList();
    }
}
