package io.pondcrm.engagement.contact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.pondcrm.engagement.ServiceCalls;
import io.pondcrm.engagement.contact.domain.CardAnswer;
import io.pondcrm.engagement.contact.domain.ContactCard;
import io.pondcrm.engagement.contact.domain.ContactCards;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.kernel.CustomerId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Asks customer-service. */
@Component
class ContactCardClient implements ContactCards, AutoCloseable {

    static final String NAME = "contact-cards";

    private static final Logger LOG = LoggerFactory.getLogger(ContactCardClient.class);
    private static final Duration REST = Duration.ofSeconds(5);

    private final ServiceCalls calls;
    private final JsonMapper json = JsonMapper.builder().build();

    ContactCardClient(ContactCardSettings settings, CircuitBreakerRegistry breakers) {
        this.calls =
                new ServiceCalls(
                        NAME,
                        new ServiceCalls.Target(
                                "customer-service",
                                "contact-cards:read",
                                settings.url(),
                                settings.tokenUri(),
                                settings.clientId(),
                                settings.clientSecret()),
                        new ServiceCalls.Limits(
                                settings.timeout(),
                                settings.attempts(),
                                settings.backoff(),
                                settings.concurrent(),
                                REST),
                        breakers);
    }

    @Override
    public CardAnswer ask(CustomerId customer, Purpose purpose) {
        try {
            return calls.ask(http -> call(http, customer, purpose));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new CardAnswer.Unavailable("interrupted");
        } catch (Exception failure) {
            // Class names only: messages of HTTP clients hold URLs and bodies.
            var why = failure.getClass().getSimpleName();
            LOG.debug("No contact card for {}: {}", customer, why);
            return new CardAnswer.Unavailable(why);
        }
    }

    private CardAnswer call(RestClient http, CustomerId customer, Purpose purpose) {
        return http.get()
                .uri(
                        "/api/v1/customers/{id}/contact-card?purpose={purpose}&channel=EMAIL",
                        customer.value(),
                        purpose.name())
                .exchangeForRequiredValue((_, response) -> read(response));
    }

    private CardAnswer read(ClientHttpResponse response) throws IOException {
        var status = response.getStatusCode().value();
        return switch (status) {
            case 200 -> {
                var body = new String(response.getBody().readAllBytes(), UTF_8);
                yield new CardAnswer.Held(json.readValue(body, CardBody.class).toDomain());
            }
            // Merged into another, and news of it is on its way: asked again, by the id that
            // counts.
            case 307 -> new CardAnswer.Unavailable("merged");
            case 404 -> new CardAnswer.NoSuchCustomer();
            default -> throw new IOException("customer-service answered " + status);
        };
    }

    @Override
    public void close() {
        calls.close();
    }

    /** The part of customer-service's answer that a sender needs. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CardBody(
            boolean allowed,
            String reason,
            @Nullable Instant since,
            @Nullable String address,
            @Nullable String displayName,
            @Nullable String locale,
            @Nullable Instant quietUntil,
            @Nullable Integer capMessages,
            @Nullable String capPeriod) {

        ContactCard toDomain() {
            return new ContactCard(
                    allowed,
                    reason,
                    Optional.ofNullable(since),
                    Optional.ofNullable(address),
                    Optional.ofNullable(displayName),
                    Optional.ofNullable(locale),
                    Optional.ofNullable(quietUntil),
                    capMessages == null || capPeriod == null
                            ? Optional.empty()
                            : Optional.of(
                                    new ContactCard.Cap(capMessages, Duration.parse(capPeriod))));
        }

        /** Says nothing of the person. */
        @Override
        public String toString() {
            return "CardBody[allowed=%s, reason=%s]".formatted(allowed, reason);
        }
    }
}
