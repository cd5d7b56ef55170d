package io.pondcrm.feedback.cases;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.feedback.cases.domain.Case;
import io.pondcrm.feedback.cases.domain.CaseState;
import io.pondcrm.feedback.cases.domain.Cases;
import io.pondcrm.feedback.merge.domain.Merges;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.Priority;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Reads cases. A partner's client sees those that it opened. */
@Component
class CaseQueries {

    /** Which cases a caller asks for; null asks for all. */
    record Wanted(
            @Nullable String customerId,
            @Nullable CaseType type,
            @Nullable CaseState state,
            @Nullable Boolean unresolved,
            @Nullable Priority priority,
            @Nullable String assignee,
            @Nullable String number) {}

    private final MongoOperations mongo;
    private final Cases cases;
    private final SealedCases sealed;
    private final Merges merges;
    private final Clock clock;

    CaseQueries(
            MongoOperations mongo, Cases cases, SealedCases sealed, Merges merges, Clock clock) {
        this.mongo = mongo;
        this.cases = cases;
        this.sealed = sealed;
        this.merges = merges;
        this.clock = clock;
    }

    /**
     * @throws io.pondcrm.chassis.basics.ProblemException 404 if there is none that the caller may
     *     see
     */
    Case get(String id, Caller caller) {
        return cases.find(id)
                .filter(it -> maySee(caller, it))
                .orElseThrow(CaseProblem.CASE_NOT_FOUND::exception);
    }

    static boolean maySee(Caller caller, Case one) {
        return caller.system().isEmpty() || caller.system().get().equals(one.system());
    }

    Page<CasePayloads.CaseView> list(Wanted wanted, Caller caller, PageRequest page) {
        var filter = new Criteria();
        caller.system().ifPresent(it -> filter.and("system").is(it));
        if (wanted.customerId() != null) {
            filter.and("customerId").in(merges.selvesOf(wanted.customerId()));
        }
        and(filter, "number", wanted.number());
        and(filter, "assignee", wanted.assignee());
        and(filter, "state", name(wanted.state()));
        and(filter, "type", name(wanted.type()));
        and(filter, "priority", name(wanted.priority()));
        and(filter, "unresolved", wanted.unresolved());
        return page.findTogether(
                mongo, filter, CaseDocument.class, documents -> views(sealed.open(documents)));
    }

    /** A case as callers see it, under who its customer is now. */
    CasePayloads.CaseView view(Case one) {
        return views(List.of(one)).getFirst();
    }

    private List<CasePayloads.CaseView> views(List<Case> opened) {
        var now = clock.instant();
        var links = merges.linksOf(opened.stream().map(Case::customer).toList());
        return opened.stream()
                .map(it -> CasePayloads.CaseView.of(it, links.survivorOf(it.customer()), now))
                .toList();
    }

    CasePayloads.Progress progress(Case one, Locale locale) {
        return CasePayloads.Progress.of(one, nextStep(one.state()).in(locale));
    }

    private static Text nextStep(CaseState state) {
        return switch (state) {
            case OPEN -> new Text("We have received it and will look at it", "我们已收到，将尽快查看");
            case ACKNOWLEDGED -> new Text("Somebody will look into it", "我们将安排人员处理");
            case INVESTIGATING -> new Text("We are working on it", "我们正在处理");
            case WAITING_FOR_CUSTOMER ->
                    new Text(
                            "We asked you something and wait for your answer",
                            "我们有问题需要您回复，正在等待您的答复");
            case RESOLVED -> new Text("Please tell us whether it helps", "请告诉我们问题是否已解决");
            case CLOSED -> new Text("It is done; you can have it opened again", "已完成；如有需要可重新打开");
        };
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static void and(Criteria filter, String field, @Nullable Object value) {
        if (value != null) {
            filter.and(field).is(value);
        }
    }
}
