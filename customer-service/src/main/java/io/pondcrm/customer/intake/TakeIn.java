package io.pondcrm.customer.intake;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.ConsentStatement;
import io.pondcrm.customer.consent.domain.Guardians;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.intake.IntakeDocument.ConsentLine;
import io.pondcrm.customer.intake.IntakeDocument.OnMatch;
import io.pondcrm.customer.intake.IntakePayloads.SubmissionView;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.TargetField;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.MatchKeys;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.profile.domain.ProfileInput.ContactInput;
import io.pondcrm.customer.profile.domain.ProfilePatch;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.ProfileReading;
import io.pondcrm.customer.profile.domain.Registration;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.customer.profile.domain.Romanization;
import io.pondcrm.customer.profile.domain.SensitiveAttributes;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Takes in what somebody answered: finds or makes the customer, and keeps what was allowed. */
@Component
class TakeIn {

    private static final int MOST_NAMESAKES = 50;

    private final Customers customers;
    private final ProfileReader reader;
    private final Romanization romanization;
    private final ConsentLedgers ledgers;
    private final Guardians guardians;
    private final MongoIntakes intakes;
    private final SensitiveAttributes sensitive;
    private final Clock clock;

    TakeIn(
            Customers customers,
            ProfileReader reader,
            Romanization romanization,
            ConsentLedgers ledgers,
            Guardians guardians,
            MongoIntakes intakes,
            SensitiveAttributes sensitive,
            Clock clock) {
        this.customers = customers;
        this.reader = reader;
        this.romanization = romanization;
        this.ledgers = ledgers;
        this.guardians = guardians;
        this.intakes = intakes;
        this.sensitive = sensitive;
        this.clock = clock;
    }

    /**
     * @param newId names what becomes of it, so that a repeated request makes nothing twice
     * @param pointer where the answers lie in the request
     * @throws io.pondcrm.chassis.basics.ProblemException 422 if the answers are not as the schema
     *     wants them, hold what no customer can be, or consent for a child
     */
    SubmissionView handle(IntakeDocument intake, JsonNode answers, NewId newId, String pointer) {
        if (intake.retired()) {
            throw IntakeProblem.INTAKE_RETIRED.exception();
        }
        var flaws = AnswersSchema.flawsOf(intake.schema(), answers, pointer);
        if (!flaws.isEmpty()) {
            throw WebProblem.VALIDATION.exception(flaws);
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // A day more than anywhere on earth.
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
        var said = new Said(intake, answers, pointer);
        var patch = patch(said.input(null, OnMatch.OVERWRITE), said, today);
        var id = CustomerId.of(newId.uuid());
        var described = Customer.register(id, patch, Set.of(), intake.source(), now);
        var known = match(described.profile());
        if (guardians.needsGuardian(described.profile(), now)
                || known.filter(it -> guardians.needsGuardian(it.profile(), now)).isPresent()) {
            refuseConsents(intake, answers, pointer);
        }
        if (!allowsSensitive(intake, answers)) {
            refuse(sensitive.flawsOf(known.orElse(null), described), said);
        }
        var kept = new TreeSet<String>();
        var customer = known.map(Customer::id).orElse(id);
        var submission = TypeId.of("sub", newId.at(1));
        // First: without it values of sensitive attributes are not taken.
        var consents = consent(intake, answers, customer, submission, now);
        if (known.isPresent()) {
            change(customer, intake, said, today, now, kept);
        } else {
            register(described, said);
        }
        intakes.keep(submission, intake.id(), customer, now, answers);
        return new SubmissionView(
                submission, customer.value(), known.isEmpty(), List.copyOf(kept), consents, now);
    }

    private static boolean allowsSensitive(IntakeDocument intake, JsonNode answers) {
        return ticked(intake, answers).stream()
                .anyMatch(line ->
                        line.purpose() == Purpose.SENSITIVE_DATA && line.channel() == Channel.ANY);
    }

    private static List<ConsentLine> ticked(IntakeDocument intake, JsonNode answers) {
        return intake.consents().stream()
                .filter(line -> answers.at(line.from()).asBoolean(false))
                .toList();
    }

    /** A form can't tell who filled it in, so none consents for a child. */
    private static void refuseConsents(IntakeDocument intake, JsonNode answers, String pointer) {
        var errors =
                ticked(intake, answers).stream()
                        .map(line ->
                                new FieldError(
                                        pointer + line.from(),
                                        "guardian-required",
                                        new Text(
                                                "For a child a parent or guardian has to consent:"
                                                        + " record it with POST"
                                                        + " /customers/(id)/consents",
                                                "未成年人须由父母或监护人同意：请通过 POST"
                                                        + " /customers/(id)/consents 登记")))
                        .toList();
        if (!errors.isEmpty()) {
            throw WebProblem.VALIDATION.exception(errors);
        }
    }

    private static void refuse(List<Flaw> flaws, Said said) {
        if (!flaws.isEmpty()) {
            throw WebProblem.VALIDATION.exception(flaws.stream().map(said::describe).toList());
        }
    }

    private void register(Customer described, Said said) {
        switch (customers.register(described)) {
            case Registration.Registered _, Registration.AlreadyRegistered _ -> {}
            // An intake names no external ids.
            case Registration.ExternalIdTaken _, Registration.Erased _ ->
                    throw WebProblem.CONFLICT.exception();
            case Registration.Refused(var flaws) -> refuse(flaws, said);
        }
    }

    private ProfilePatch patch(ProfileInput input, Said said, LocalDate today) {
        return switch (reader.read(input, today)) {
            case ProfileReading.Accepted(var patch) -> patch;
            case ProfileReading.Refused(var flaws) ->
                    throw WebProblem.VALIDATION.exception(
                            flaws.stream().map(said::describe).toList());
        };
    }

    /** Whoever shares most addresses with the answers; of several, whom we know for the longest. */
    private Optional<Customer> match(Profile profile) {
        var keys = addressesOf(profile);
        return customers.sharing(keys, null, MOST_NAMESAKES).stream()
                .min(
                        Comparator.comparingLong((Customer it) -> -shared(keys, it))
                                .thenComparing(Customer::createdAt)
                                .thenComparing(it -> it.id().value()));
    }

    private long shared(Set<String> keys, Customer customer) {
        return addressesOf(customer.profile()).stream().filter(keys::contains).count();
    }

    private Set<String> addressesOf(Profile profile) {
        var keys = new HashSet<>(MatchKeys.strong(profile, romanization));
        keys.removeIf(key -> key.startsWith("born "));
        return keys;
    }

    private void change(
            CustomerId customer,
            IntakeDocument intake,
            Said said,
            LocalDate today,
            Instant now,
            Set<String> kept) {
        var outcome =
                customers.change(
                        customer,
                        before -> {
                            kept.clear();
                            var input = said.input(before.profile(), intake.onMatch());
                            kept.addAll(said.kept());
                            return switch (reader.read(input, today)) {
                                case ProfileReading.Refused(var flaws) ->
                                        new Revision.Refused(flaws);
                                case ProfileReading.Accepted(var patch) ->
                                        before.revise(patch, intake.source(), now);
                            };
                        });
        switch (outcome) {
            case Revision.Revised _, Revision.Unchanged _ -> {}
            case Revision.Refused(var flaws) -> refuse(flaws, said);
            case Revision.Stale _, Revision.ExternalIdTaken _, Revision.NoSuchCustomer _ ->
                    throw WebProblem.CONFLICT.exception();
        }
    }

    /** A box that is not ticked says nothing: it withdraws no consent that was given elsewhere. */
    private int consent(
            IntakeDocument intake,
            JsonNode answers,
            CustomerId customer,
            String submission,
            Instant now) {
        var ticked = ticked(intake, answers);
        for (var line : ticked) {
            var statement =
                    new ConsentStatement(
                            line.purpose(),
                            line.channel(),
                            ConsentStatement.Decision.GRANTED,
                            now,
                            now,
                            line.noticeVersion(),
                            intake.source() + "/" + submission,
                            intake.source());
            ledgers.change(customer, ledger -> ledger.add(statement));
        }
        return ticked.size();
    }

    /** What the answers say of a customer, in the words of profiles. */
    private static final class Said {

        private static final Map<TargetField, ContactPoint.Type> ADDRESSES =
                Map.of(
                        TargetField.EMAIL, ContactPoint.Type.EMAIL,
                        TargetField.PHONE, ContactPoint.Type.PHONE,
                        TargetField.WECHAT, ContactPoint.Type.WECHAT,
                        TargetField.POSTAL_ADDRESS, ContactPoint.Type.POSTAL);

        private final String pointer;
        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private final Map<String, String> places = new HashMap<>();
        private final List<String> contactPlaces = new ArrayList<>();
        private final Set<String> kept = new TreeSet<>();

        Said(IntakeDocument intake, JsonNode answers, String pointer) {
            this.pointer = pointer;
            for (var line : intake.fields()) {
                var value = answers.at(line.from());
                if (!value.isMissingNode() && !value.isNull() && !value.asString("").isBlank()
                        || value.isArray()) {
                    values.put(line.to(), texts(value));
                    places.put(line.to(), line.from());
                }
            }
        }

        private static List<String> texts(JsonNode value) {
            var texts = new ArrayList<String>();
            if (value.isArray()) {
                value.forEach(each -> texts.add(each.asString("")));
            } else {
                texts.add(value.asString(""));
            }
            return texts;
        }

        Set<String> kept() {
            return kept;
        }

        /**
         * @param known null of nobody
         */
        ProfileInput input(@Nullable Profile known, OnMatch onMatch) {
            kept.clear();
            contactPlaces.clear();
            var input = ProfileInput.builder();
            // What stays as it is, whatever was answered.
            var held = Optional.ofNullable(known).filter(_ -> onMatch == OnMatch.FILL);
            var points = new ArrayList<ContactInput>();
            values.forEach((name, texts) -> {
                var text = String.join(" ", texts);
                var target = TargetField.find(RecordKind.CUSTOMERS, name);
                var field = ProfileField.find(name);
                var address = target.map(ADDRESSES::get);
                if (name.startsWith(TargetField.ATTRIBUTE_PREFIX)) {
                    var key = name.substring(TargetField.ATTRIBUTE_PREFIX.length());
                    var there = held.map(it -> it.attributes().get(key));
                    if (there.isPresent()) {
                        keep(name, text.equals(there.get()));
                    } else {
                        input.attribute(key, text);
                    }
                } else if (field.isPresent()) {
                    var there = held.flatMap(it -> it.find(field.get()));
                    if (there.isPresent()) {
                        keep(name, text.equals(there.get()));
                    } else {
                        input.field(field.get(), text);
                    }
                } else if (address.isPresent()) {
                    var there =
                            held.map(Profile::contactPoints).orElse(List.of()).stream()
                                    .filter(it -> it.type() == address.get())
                                    .toList();
                    if (!there.isEmpty()) {
                        keep(
                                name,
                                there.stream().anyMatch(it -> it.value().equalsIgnoreCase(text)));
                    } else {
                        points.add(new ContactInput(address.get().name(), text, null, false));
                        contactPlaces.add(name);
                    }
                } else if (target.isPresent() && target.get() == TargetField.TAGS) {
                    var tags = new TreeSet<>(texts);
                    if (known != null) {
                        tags.addAll(known.tags());
                    }
                    input.tags(List.copyOf(tags));
                }
            });
            if (!points.isEmpty()) {
                if (known != null) {
                    known.contactPoints()
                            .forEach(it ->
                                    points.add(
                                            new ContactInput(
                                                    it.type().name(),
                                                    it.value(),
                                                    it.verifiedAt(),
                                                    it.preferred())));
                }
                input.contactPoints(points);
            }
            return input.build();
        }

        private void keep(String name, boolean isTheSame) {
            if (!isTheSame) {
                kept.add(name);
            }
        }

        /** A flaw of a profile, where the answer stands that it came from. */
        FieldError describe(Flaw flaw) {
            var parts = flaw.pointer().split("/");
            var name = parts.length > 1 ? parts[1] : "";
            if (name.equals("attributes") && parts.length > 2) {
                name = TargetField.ATTRIBUTE_PREFIX + parts[2];
            } else if (name.equals("contactPoints") && parts.length > 2) {
                var at = Integer.parseInt(parts[2]);
                name = at < contactPlaces.size() ? contactPlaces.get(at) : name;
            }
            var words =
                    flaw.kind() == Flaw.Kind.SENSITIVE_WITHOUT_CONSENT
                            ? new Text(
                                    "Sensitive: ask for consent to SENSITIVE_DATA over ANY channel"
                                            + " in the same form",
                                    "敏感属性：请在同一表单中征得对 SENSITIVE_DATA（渠道 ANY）的单独同意")
                            : new Text(
                                    "Write it as a customer's field \"{0}\" is written",
                                    "请按客户档案字段 {0} 的格式填写");
            return new FieldError(
                    pointer + places.getOrDefault(name, ""),
                    flaw.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    words,
                    List.of(name));
        }
    }
}
