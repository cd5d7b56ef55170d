package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.customer.privacy.PrivacyPayloads.NewRequest;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.pondcrm.customer.restriction.domain.Processing;
import io.pondcrm.customer.restriction.domain.Restrictions;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Stops uses of a person's data that the person says no to, until they take that back. */
@Component
class ObjectToProcessing implements RequestKind {

    private final Restrictions restrictions;

    ObjectToProcessing(Restrictions restrictions) {
        this.restrictions = restrictions;
    }

    @Override
    public RequestType type() {
        return RequestType.OBJECTION;
    }

    @Override
    public List<FieldError> flawsOf(NewRequest body) {
        var wish = body.processing();
        var flaws = new ArrayList<FieldError>();
        if (wish == null || wish.objections().isEmpty()) {
            flaws.add(
                    new FieldError(
                            "/processing/against",
                            "objection-against",
                            new Text("Say what it is against", "请说明反对哪些用途")));
        }
        if (wish != null && wish.ground() != null) {
            flaws.add(
                    new FieldError(
                            "/processing/ground",
                            "not-for-objection",
                            new Text("Only a restriction has one", "仅限制处理需要理由")));
        }
        return flaws;
    }

    @Override
    public Begun begin(RequestDocument request, NewRequest asked) {
        var wish = Objects.requireNonNull(request.processing());
        var customer = new CustomerId(request.customerId());
        if (wish.withdraws()) {
            restrictions.changeAll(customer, it -> it.allowing(wish.against()));
        } else {
            restrictions.change(
                    customer,
                    it ->
                            it.objecting(
                                    wish.against(),
                                    new Processing.Objection(request.createdAt(), request.id())));
        }
        return new Begun.Done(restrictions.of(customer).stopped());
    }
}
