package io.pondcrm.feedback.sla;

import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.Priority;
import io.pondcrm.feedback.sla.domain.SlaPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a policy lies in MongoDB. Beside these fields the stored form has {@code past}: what it said
 * in each earlier version, so that a change and what it replaces are one write.
 */
@Document("sla_policies")
@TypeAlias("sla-policy")
record SlaPolicyDocument(
        @Id String id, long version, Terms terms, Instant createdAt, Instant updatedAt) {

    /**
     * What a policy says in one version.
     *
     * @param benefits null in terms of before policies could name any
     * @param since when that began
     */
    record Terms(
            long version,
            String name,
            boolean active,
            int rank,
            List<String> types,
            List<String> priorities,
            List<String> tiers,
            @Nullable List<String> benefits,
            String calendarId,
            @Nullable Long firstResponseMinutes,
            @Nullable Long resolutionMinutes,
            Instant since) {

        SlaPolicy toDomain(String id) {
            Set<CaseType> caseTypes =
                    types.stream().map(CaseType::valueOf).collect(Collectors.toSet());
            Set<Priority> urgencies =
                    priorities.stream().map(Priority::valueOf).collect(Collectors.toSet());
            return new SlaPolicy(
                    id,
                    Math.toIntExact(version),
                    name,
                    active,
                    rank,
                    caseTypes,
                    urgencies,
                    Set.copyOf(tiers),
                    benefits == null ? Set.of() : Set.copyOf(benefits),
                    calendarId,
                    minutes(firstResponseMinutes),
                    minutes(resolutionMinutes));
        }

        private static @Nullable Duration minutes(@Nullable Long minutes) {
            return minutes == null ? null : Duration.ofMinutes(minutes);
        }
    }

    static SlaPolicyDocument of(SlaPolicy policy, Instant createdAt, Instant updatedAt) {
        return new SlaPolicyDocument(
                policy.id(),
                policy.version(),
                new Terms(
                        policy.version(),
                        policy.name(),
                        policy.active(),
                        policy.rank(),
                        policy.types().stream().map(CaseType::name).sorted().toList(),
                        policy.priorities().stream().map(Priority::name).sorted().toList(),
                        policy.tiers().stream().sorted().toList(),
                        policy.benefits().stream().sorted().toList(),
                        policy.calendarId(),
                        minutes(policy.firstResponse()),
                        minutes(policy.resolution()),
                        updatedAt),
                createdAt,
                updatedAt);
    }

    SlaPolicy toDomain() {
        return terms.toDomain(id);
    }

    private static @Nullable Long minutes(@Nullable Duration duration) {
        return duration == null ? null : duration.toMinutes();
    }
}
