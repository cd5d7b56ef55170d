package io.pondcrm.customer.profile;

import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.CustomerPayloads.ProfileBody;
import io.pondcrm.customer.profile.domain.Corrections;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.ProfilePatch;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.ProfileReading;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Changes a profile as the person wants it. */
@Component
class CorrectCustomer implements Corrections {

    private final Customers customers;
    private final ProfileReader reader;
    private final ProfileSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    CorrectCustomer(
            Customers customers,
            ProfileReader reader,
            ProfileSettings settings,
            JsonMapper json,
            Clock clock) {
        this.customers = customers;
        this.reader = reader;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Optional<Correction> check(CustomerId id, Map<String, ?> patch) {
        var read = read(patch);
        return customers
                .find(id)
                .map(customer ->
                        switch (reading(customer, read)) {
                            case ProfileReading.Refused(var flaws) ->
                                    throw WebProblem.VALIDATION.exception(
                                            flaws.stream()
                                                    .map(it ->
                                                            CustomerProblem.describe(
                                                                    it, "/correction"))
                                                    .toList());
                            case ProfileReading.Accepted(var accepted) -> {
                                var after = accepted.texts();
                                yield new Correction(
                                        ProfilePatch.textsOf(customer.profile(), after.keySet()),
                                        after);
                            }
                        });
    }

    @Override
    public boolean apply(CustomerId id, Map<String, ?> patch, String source) {
        var read = read(patch);
        var now = clock.instant();
        var revision =
                customers.change(
                        id,
                        customer ->
                                switch (reading(customer, read)) {
                                    case ProfileReading.Refused(var flaws) ->
                                            new Revision.Refused(flaws);
                                    case ProfileReading.Accepted(var accepted) ->
                                            customer.revise(accepted, source, now);
                                });
        return switch (revision) {
            case Revision.Revised _, Revision.Unchanged _ -> true;
            case Revision.NoSuchCustomer _ -> false;
            case Revision.Refused(var flaws) ->
                    throw new IllegalStateException(
                            "Checked, and refused: " + flaws.stream().map(Flaw::kind).toList());
            case Revision.Stale _, Revision.ExternalIdTaken _ ->
                    throw new IllegalStateException("A correction asks for no version and no id");
        };
    }

    private MergePatch<ProfileBody> read(Map<String, ?> patch) {
        return json.readValue(
                // Ours leaves out nulls, which clear fields here.
                JsonMapper.shared().writeValueAsString(patch),
                new TypeReference<MergePatch<ProfileBody>>() {});
    }

    private ProfileReading reading(Customer customer, MergePatch<ProfileBody> patch) {
        var profile = customer.profile();
        var wanted = patch.applyTo(ProfileBody.of(profile));
        return reader.read(
                wanted.toInput(patch.names(), profile.attributes()),
                LocalDate.ofInstant(clock.instant(), settings.zone()));
    }
}
