package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.privacy.PrivacyPayloads.NewRequest;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.pondcrm.customer.profile.domain.Corrections;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has a profile corrected when a privacy officer agrees. What is wanted, and what was there, is
 * kept sealed with the request's own key until the person is erased.
 */
@Component
class RectifyProfile implements RequestKind {

    private static final String FIELD = "correction";

    /** In a merge patch null clears a field: it has to be kept. */
    private static final JsonMapper WITH_NULLS = JsonMapper.shared();

    private final Corrections corrections;
    private final Customers customers;
    private final SubjectKeys keys;
    private final JsonMapper json;

    RectifyProfile(
            Corrections corrections, Customers customers, SubjectKeys keys, JsonMapper json) {
        this.corrections = corrections;
        this.customers = customers;
        this.keys = keys;
        this.json = json;
    }

    /**
     * What is kept.
     *
     * @param patch as the person wants it
     * @param before the fields it names, as they were when it was asked for; absent if not known
     * @param after as they are to be; absent for what is to be cleared
     */
    record Wanted(
            Map<String, @Nullable Object> patch,
            Map<String, String> before,
            Map<String, String> after) {}

    @Override
    public RequestType type() {
        return RequestType.RECTIFICATION;
    }

    @Override
    public List<FieldError> flawsOf(NewRequest body) {
        return body.correction() == null || body.correction().isEmpty()
                ? List.of(
                        new FieldError(
                                "/correction",
                                "required",
                                new Text("Say what is to be corrected", "请说明需要更正的内容")))
                : RequestKind.super.flawsOf(body);
    }

    @Override
    public Begun begin(RequestDocument request, NewRequest asked) {
        var patch = Objects.requireNonNull(asked.correction());
        var correction =
                corrections
                        .check(new CustomerId(request.customerId()), patch)
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        if (!correction.changesAnything()) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/correction",
                                    "nothing-to-correct",
                                    new Text("The profile says the same already", "档案内容已与此一致"))));
        }
        var own = keys.makeAll(List.of(request.id())).get(request.id());
        if (own == null) {
            throw WebProblem.NOT_FOUND.exception();
        }
        var wanted = new Wanted(patch, known(correction.before()), known(correction.after()));
        return new Begun.Underway(
                RequestState.RECEIVED,
                List.of(),
                new Secret(own.seal(FIELD, WITH_NULLS.writeValueAsBytes(wanted)), null));
    }

    private static Map<String, String> known(Map<String, Optional<String>> texts) {
        var known = new TreeMap<String, String>();
        texts.forEach((name, text) -> text.ifPresent(it -> known.put(name, it)));
        return known;
    }

    /** What is wanted; empty if the person was erased. */
    Optional<Wanted> wanted(RequestDocument request) {
        var sealed = request.sealed();
        return sealed == null
                ? Optional.empty()
                : keys.find(request.id())
                        .map(own -> json.readValue(own.open(FIELD, sealed), Wanted.class));
    }

    /**
     * Looks whether the correction can still be stored.
     *
     * @return false if there is no such customer
     */
    boolean check(RequestDocument request, Wanted wanted) {
        return corrections.check(now(request), wanted.patch()).isPresent();
    }

    /** Stores the correction; safe to repeat. */
    boolean apply(RequestDocument request, Wanted wanted) {
        return corrections.apply(now(request), wanted.patch(), "person:" + request.id());
    }

    /** Who was merged since is who they were merged into. */
    private CustomerId now(RequestDocument request) {
        var id = new CustomerId(request.customerId());
        return customers.survivorOf(id).orElse(id);
    }
}
