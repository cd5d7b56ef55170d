package io.pondcrm.chassis.web;

import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON as wire.md has it: unknown fields refused, instants with milliseconds, money as a decimal
 * string.
 */
class WireJson implements JsonMapperBuilderCustomizer {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .addModule(
                        new SimpleModule("wire")
                                .addSerializer(Instant.class, new InstantWriter())
                                .addSerializer(Money.class, new MoneyWriter())
                                .addDeserializer(Money.class, new MoneyReader()));
    }

    private static final class InstantWriter extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(MILLISECONDS.format(value));
        }
    }

    private static final class MoneyWriter extends ValueSerializer<Money> {
        @Override
        public void serialize(Money value, JsonGenerator json, SerializationContext context) {
            json.writeStartObject();
            json.writeStringProperty("amount", value.amount().toPlainString());
            json.writeStringProperty("currency", value.currency().getCurrencyCode());
            json.writeEndObject();
        }
    }

    private record Written(String amount, String currency) {}

    private static final class MoneyReader extends ValueDeserializer<Money> {
        @Override
        public Money deserialize(JsonParser json, DeserializationContext context) {
            var written = context.readValue(json, Written.class);
            if (written.amount() == null || written.currency() == null) {
                return context.reportInputMismatch(
                        Money.class, "amount and currency are both needed");
            }
            try {
                var amount = new BigDecimal(written.amount());
                if (amount.precision() > 24 || Math.abs(amount.scale()) > 9) {
                    return context.reportInputMismatch(Money.class, "too many digits");
                }
                return new Money(amount, Currency.getInstance(written.currency()));
            } catch (IllegalArgumentException _) {
                return context.reportInputMismatch(
                        Money.class, "a decimal amount and an ISO 4217 currency are needed");
            }
        }
    }
}
