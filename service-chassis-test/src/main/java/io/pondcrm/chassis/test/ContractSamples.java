package io.pondcrm.chassis.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The approved samples of each event, which a consumer's test reads so that it understands what
 * producers really send, fields from the future included. They lie in event-contracts, one file per
 * sample: {@code contracts/<type>/<name>.json}.
 */
public final class ContractSamples {

    // As consumers read: what they do not know they skip.
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private ContractSamples() {}

    /**
     * @param name the file without its ending, e.g. {@code full} or {@code from-the-future}
     * @param json the value of the Kafka record, letter by letter
     */
    public record Sample(String type, String name, String json) {

        /** The sample as the contract's record. */
        public <T> T as(Class<T> contract) {
            return JSON.readValue(json, contract);
        }

        @Override
        public String toString() {
            return type + "/" + name;
        }
    }

    /** The samples of one event type, e.g. {@code tier.changed.v1}, by name; empty if none. */
    public static List<Sample> of(String type) {
        return find(type);
    }

    /** Every sample there is, for a test over all types that a handler subscribes to. */
    public static List<Sample> all() {
        return find("*");
    }

    private static List<Sample> find(String type) {
        var pattern = "classpath*:contracts/" + type + "/*.json";
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(pattern))
                    .map(resource -> {
                        try {
                            var path = resource.getURI().toString().split("/");
                            var file = Objects.requireNonNull(resource.getFilename());
                            return new Sample(
                                    path[path.length - 2],
                                    file.substring(0, file.length() - ".json".length()),
                                    resource.getContentAsString(StandardCharsets.UTF_8));
                        } catch (IOException failure) {
                            throw new UncheckedIOException(failure);
                        }
                    })
                    .sorted(Comparator.comparing(Sample::toString))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
