package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.privacy.PrivacyPayloads.NewRequest;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.pondcrm.customer.restriction.domain.Processing;
import io.pondcrm.customer.restriction.domain.Restrictions;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Has a person's data kept and not used, or used again when the person takes that back. */
@Component
class RestrictProcessing implements RequestKind {

    private final Restrictions restrictions;

    RestrictProcessing(Restrictions restrictions) {
        this.restrictions = restrictions;
    }

    @Override
    public RequestType type() {
        return RequestType.RESTRICTION;
    }

    @Override
    public List<FieldError> flawsOf(NewRequest body) {
        var wish = body.processing();
        if (wish != null && !wish.objections().isEmpty()) {
            return List.of(
                    new FieldError(
                            "/processing/against",
                            "not-for-restriction",
                            new Text("A restriction stops everything", "限制处理即停止一切用途")));
        }
        return wish == null || wish.takesBack() == (wish.ground() != null)
                ? List.of(
                        new FieldError(
                                "/processing/ground",
                                "restriction-ground",
                                new Text(
                                        "Say why, and nothing where it is taken back",
                                        "请说明理由；撤回时不应填写")))
                : List.of();
    }

    @Override
    public Begun begin(RequestDocument request, NewRequest asked) {
        var wish = Objects.requireNonNull(request.processing());
        var customer = new CustomerId(request.customerId());
        if (wish.withdraws()) {
            // Who takes it back knows.
            restrictions.changeAll(
                    customer,
                    it ->
                            it.lifted(
                                    request.createdAt(),
                                    request.requestedBy(),
                                    request.receivedAt(),
                                    request.id()));
        } else {
            restrictions.change(
                    customer,
                    it ->
                            it.restricted(
                                    new Processing.Restriction(
                                            Objects.requireNonNull(wish.ground()),
                                            request.createdAt(),
                                            request.requestedBy(),
                                            request.id())));
        }
        return new Begun.Done(restrictions.of(customer).stopped());
    }
}
