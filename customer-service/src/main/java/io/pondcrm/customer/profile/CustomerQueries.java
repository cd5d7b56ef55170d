package io.pondcrm.customer.profile;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.search.SearchFields;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.PersonalFields;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.CustomerPayloads.CustomerView;
import io.pondcrm.customer.profile.CustomerPayloads.SearchBody;
import io.pondcrm.customer.profile.domain.Kind;
import io.pondcrm.customer.profile.domain.PhoneNumbers;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.filter.FieldCatalog;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Reads customers straight into what callers see. */
@Component
class CustomerQueries {

    /** Names and dates of birth are not among them: a filter must not tell what a mask hides. */
    static final SearchFields FIELDS =
            SearchFields.of(
                    FieldCatalog.empty()
                            .text("kind", "gender", "region", "locale", "timeZone")
                            .textSet("tags")
                            .instant("createdAt", "updatedAt"));

    private final MongoOperations mongo;
    private final SealedCustomers sealed;
    private final PhoneNumbers phones;
    private final CustomerViews views;
    private final Transfers transfers;
    private final ProfileSettings settings;
    private final Clock clock;

    CustomerQueries(
            MongoOperations mongo,
            SealedCustomers sealed,
            PhoneNumbers phones,
            CustomerViews views,
            Transfers transfers,
            ProfileSettings settings,
            Clock clock) {
        this.mongo = mongo;
        this.sealed = sealed;
        this.phones = phones;
        this.views = views;
        this.transfers = transfers;
        this.settings = settings;
        this.clock = clock;
    }

    /** The simple filters of a list; null where the caller does not filter by it. */
    record Simple(
            @Nullable String kind,
            @Nullable String region,
            @Nullable String tag,
            @Nullable Instant createdAtGte,
            @Nullable Instant createdAtLt,
            @Nullable Instant updatedAtGte,
            @Nullable Instant updatedAtLt,
            @Nullable Integer ageGte,
            @Nullable Integer ageLt,
            @Nullable String interest) {}

    Page<CustomerView> list(Simple filter, Caller caller, PageRequest page) {
        var wanted = visibleTo(caller);
        if (filter.kind() != null) {
            wanted.add(where("kind").is(filter.kind()));
        }
        if (filter.region() != null) {
            wanted.add(where("region").is(filter.region()));
        }
        if (filter.tag() != null) {
            wanted.add(where("tags").is(filter.tag()));
        }
        if (filter.interest() != null) {
            wanted.add(where("interests.code").is(filter.interest()));
        }
        if (filter.ageGte() != null || filter.ageLt() != null) {
            wanted.add(born(filter, caller));
        }
        between("createdAt", filter.createdAtGte(), filter.createdAtLt(), wanted);
        between("updatedAt", filter.updatedAtGte(), filter.updatedAtLt(), wanted);
        return find(wanted, caller, page);
    }

    Page<CustomerView> search(SearchBody body, Caller caller, PageRequest page) {
        var wanted = visibleTo(caller);
        var asked = new StringBuilder();
        if (body.email() != null) {
            var key = sealed.contactKeyOf(body.email().strip());
            wanted.add(where("contactKeys").is(key));
            asked.append("email ").append(key).append('\n');
        }
        if (body.phone() != null) {
            var number =
                    phones.toE164(body.phone())
                            .orElseThrow(() ->
                                    notValid(
                                            "/phone",
                                            "phone-format",
                                            new Text(
                                                    "Use the international form, e.g."
                                                            + " +8613800138000",
                                                    "请使用国际格式，例如 +8613800138000")));
            wanted.add(where("contactKeys").is(sealed.contactKeyOf(number)));
            asked.append("phone ").append(number).append('\n');
        }
        if (body.text() != null) {
            var tokens = sealed.nameTokensOf(body.text());
            if (tokens.isEmpty()) {
                throw notValid(
                        "/text",
                        "no-words",
                        new Text("Write at least one word or character", "请至少填写一个词或汉字"));
            }
            tokens.forEach(token -> wanted.add(where("nameTokens").is(token)));
            asked.append("text ").append(tokens).append('\n');
        }
        if (body.filter() != null) {
            var filter = FIELDS.read(body.filter(), "/filter");
            wanted.add(FIELDS.criteria(filter));
            asked.append("filter ").append(filter.canonical());
        }
        return find(wanted, caller, page.boundTo(asked.toString()));
    }

    private Page<CustomerView> find(List<Criteria> wanted, Caller caller, PageRequest page) {
        wanted.add(where("mergedInto").is(null));
        wanted.removeIf(criteria -> criteria.getCriteriaObject().isEmpty());
        return page.findTogether(
                mongo,
                switch (wanted.size()) {
                    case 0 -> new Criteria();
                    case 1 -> wanted.getFirst();
                    default -> new Criteria().andOperator(wanted);
                },
                CustomerDocument.class,
                documents ->
                        sealed.open(
                                transfers.allowed(
                                        caller.boundSystem(),
                                        Transfers.Way.LIST,
                                        documents,
                                        it -> new CustomerId(it.id())),
                                it -> views.of(it.customer(), caller)));
    }

    /**
     * Who is so old today. Dates of birth are personal: who may not see them may ask for tens of
     * years, as they travel in events.
     */
    private Criteria born(Simple filter, Caller caller) {
        for (var age : List.of(orZero(filter.ageGte()), orZero(filter.ageLt()))) {
            if (age % 10 != 0 && !PersonalFields.areShownTo(caller)) {
                throw WebProblem.INVALID_PARAMETER.exception(
                        List.of(
                                new FieldError(
                                        age == orZero(filter.ageGte()) ? "?ageGte" : "?ageLt",
                                        "tens-of-years",
                                        new Text(
                                                "Without customers:pii ask for tens of years, such"
                                                        + " as 30",
                                                "没有 customers:pii 权限时，请按整十岁查询，例如 30"))));
            }
        }
        var today = LocalDate.ofInstant(clock.instant(), settings.zone());
        var born = where("birthDate").ne(null);
        if (filter.ageGte() != null) {
            born.lte(today.minusYears(filter.ageGte()).toString());
        }
        if (filter.ageLt() != null) {
            born.gt(today.minusYears(filter.ageLt()).toString());
        }
        return new Criteria().andOperator(where("kind").is(Kind.PERSON.name()), born);
    }

    private static int orZero(@Nullable Integer age) {
        return age == null ? 0 : age;
    }

    /** A partner sees the customers that its own system knows. */
    private static List<Criteria> visibleTo(Caller caller) {
        var wanted = new ArrayList<Criteria>();
        caller.system().ifPresent(system -> wanted.add(where("systems").is(system)));
        return wanted;
    }

    private static void between(
            String field, @Nullable Instant from, @Nullable Instant until, List<Criteria> wanted) {
        if (from != null || until != null) {
            var when = where(field);
            if (from != null) {
                when.gte(from);
            }
            if (until != null) {
                when.lt(until);
            }
            wanted.add(when);
        }
    }

    private static RuntimeException notValid(String pointer, String code, Text detail) {
        return WebProblem.VALIDATION.exception(List.of(new FieldError(pointer, code, detail)));
    }
}
