package io.pondcrm.customer.profile;

import io.pondcrm.chassis.sealing.BlindIndex;
import io.pondcrm.chassis.sealing.SubjectKey;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.attribute.domain.AttributeDefinitions;
import io.pondcrm.customer.profile.CustomerDocument.Personal;
import io.pondcrm.customer.profile.CustomerDocument.Sealed;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.MatchKeys;
import io.pondcrm.customer.profile.domain.NameForm;
import io.pondcrm.customer.profile.domain.NameTokens;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.Romanization;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts customers into documents that do not tell who they are, and takes them out again. */
@Component
class SealedCustomers {

    private static final String PERSONAL = "personal";

    private final SubjectKeys keys;
    private final BlindIndex index;
    private final JsonMapper json;
    private final AttributeDefinitions attributes;
    private final Romanization romanization;

    SealedCustomers(
            SubjectKeys keys,
            BlindIndex index,
            JsonMapper json,
            AttributeDefinitions attributes,
            Romanization romanization) {
        this.keys = keys;
        this.index = index;
        this.json = json;
        this.attributes = attributes;
        this.romanization = romanization;
    }

    /**
     * Customers sealed, by id, with keys made for those who have none. Two round trips at most.
     *
     * @return absent are those who were erased
     */
    Map<CustomerId, Sealed> seal(Collection<Customer> customers) {
        var all = keys.makeAll(customers.stream().map(it -> it.id().value()).toList());
        var sealed = new TreeMap<CustomerId, Sealed>(Comparator.comparing(CustomerId::value));
        for (var customer : customers) {
            var key = all.get(customer.id().value());
            if (key != null) {
                sealed.put(customer.id(), seal(customer.profile(), key));
            }
        }
        return sealed;
    }

    /** The same for one; empty if it was erased. */
    Optional<Sealed> seal(Customer customer) {
        return Optional.ofNullable(seal(List.of(customer)).get(customer.id()));
    }

    private Sealed seal(Profile profile, SubjectKey key) {
        var open = new TreeMap<>(profile.attributes());
        var published = attributes.current().published();
        open.keySet().retainAll(published);
        return new Sealed(
                key.seal(PERSONAL, json.writeValueAsBytes(Personal.of(profile, published))),
                open,
                profile.contactPoints().stream()
                        .filter(point -> point.type() != ContactPoint.Type.POSTAL)
                        .map(point -> contactKeyOf(point.value()))
                        .distinct()
                        .toList(),
                nameTokensOf(profile),
                MatchKeys.of(profile, romanization).stream()
                        .map(this::matchKeyOf)
                        .sorted()
                        .toList());
    }

    private static String namesOf(Profile profile) {
        var names = new StringBuilder();
        profile.displayName().ifPresent(names::append);
        profile.find(ProfileField.GIVEN_NAME).ifPresent(name -> names.append(' ').append(name));
        profile.find(ProfileField.FAMILY_NAME).ifPresent(name -> names.append(' ').append(name));
        return names.toString();
    }

    /** How a contact point is found, whatever case it is asked for in. */
    String contactKeyOf(String value) {
        return index.tokenOf("contactPoint", value.toLowerCase(Locale.ROOT));
    }

    /** How doubles are found. */
    String matchKeyOf(String key) {
        return index.tokenOf("match", key);
    }

    /** How a customer's name is found: as it is written, and as it is read. */
    private List<String> nameTokensOf(Profile profile) {
        var words = NameTokens.of(namesOf(profile));
        words.addAll(NameForm.readingsOf(profile, romanization));
        return words.stream().map(token -> index.tokenOf("name", token)).sorted().toList();
    }

    /** How names are found; in an order that tells nothing. Empty if there is no word. */
    List<String> nameTokensOf(String text) {
        return NameTokens.of(text).stream()
                .map(token -> index.tokenOf("name", token))
                .sorted()
                .toList();
    }

    /** A customer taken out of a document; empty if it was erased. */
    Optional<Customer> open(CustomerDocument document) {
        return keys.find(document.id()).map(key -> open(document, key));
    }

    /**
     * The same for many, in one round trip; those who were erased are left out.
     *
     * @param take makes of document and customer what is wanted
     */
    <T> List<T> open(List<CustomerDocument> documents, Function<Opened, T> take) {
        var all = keys.findAll(documents.stream().map(CustomerDocument::id).toList());
        return documents.stream()
                .flatMap(document -> {
                    var key = all.get(document.id());
                    return key == null
                            ? Stream.empty()
                            : Stream.of(take.apply(new Opened(document, open(document, key))));
                })
                .toList();
    }

    record Opened(CustomerDocument document, Customer customer) {}

    private Customer open(CustomerDocument document, SubjectKey key) {
        return document.toDomain(
                json.readValue(key.open(PERSONAL, document.personal()), Personal.class));
    }
}
