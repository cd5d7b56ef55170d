package io.pondcrm.customer.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.profile.CustomerPayloads.CustomerView;
import io.pondcrm.customer.profile.CustomerPayloads.ProfileBody;
import io.pondcrm.customer.profile.SyncDocuments.Conflict;
import io.pondcrm.customer.profile.SyncDocuments.Values;
import io.pondcrm.customer.profile.domain.SyncPolicy;
import io.pondcrm.customer.profile.domain.TwoWaySync;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.JsonNode;

/** Two-way sync on the wire. */
final class SyncPayloads {

    private SyncPayloads() {}

    @Schema(name = "CustomerSync", description = "Customers as a partner holds them")
    record SyncBody(
            @ArraySchema(maxItems = 1_000, schema = @Schema(implementation = SyncRowBody.class))
                    @NotEmpty
                    @Size(max = 1_000)
                    List<JsonNode> items) {}

    @Schema(
            name = "CustomerSyncRow",
            description =
                    "One customer as the partner holds it: all fields that it keeps, null where it"
                            + " has no value")
    record SyncRowBody(
            @Schema(example = "88231") @NotNull String key,
            @Schema(
                            description =
                                    "The partner's own number of this state; an earlier one that"
                                            + " comes late changes nothing",
                            example = "17")
                    @Nullable Long revision,
            @Schema(
                            description =
                                    "The version of customer in our last answer, if the partner has"
                                            + " taken over what adopt named: what it changes"
                                            + " after that is no conflict",
                            example = "4")
                    @Nullable Long seen,
            @Schema(description = "When the partner's record last changed")
                    @Nullable Instant changedAt,
            @Schema(implementation = ProfileBody.class) @NotNull JsonNode profile) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerSyncResults")
    record SyncView(List<SyncRowView> results) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CustomerSyncResult")
    record SyncRowView(
            @Schema(description = "Position of the row in items, from 0") int index,
            @Schema(
                            description =
                                    "201 created, 200 compared, 409 a later revision was told"
                                            + " before, 403 the customer's data must not go there,"
                                            + " else why not",
                            example = "200")
                    int status,
            @Schema(description = "Whether something of the row became ours")
                    @Nullable Boolean changed,
            @Schema(
                            description = "Fields in which our value counts: take it from customer",
                            example = "[\"region\",\"attributes/favouriteStore\"]")
                    @Nullable List<String> adopt,
            @Schema(description = "What both sides had changed")
                    @Nullable List<RowConflictView> conflicts,
            @Schema(description = "The customer as it is now") @Nullable CustomerView customer,
            @Schema(ref = "#/components/schemas/Problem") @Nullable ProblemDetail problem) {

        static SyncRowView failed(int index, int status, @Nullable ProblemDetail problem) {
            return new SyncRowView(index, status, null, null, null, null, problem);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerSyncRowConflict")
    record RowConflictView(
            @Schema(example = "region") String field,
            @Schema(allowableValues = {"PARTNER", "OURS"}) String winner) {

        static RowConflictView of(TwoWaySync.Conflict conflict) {
            return new RowConflictView(conflict.field(), nameOf(conflict.partnerWins()));
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "SyncConflict",
            description = "A field that a partner and others had both changed to different values")
    record ConflictView(
            String id,
            String system,
            @Schema(description = "The partner's key of the customer", example = "88231")
                    String key,
            String customerId,
            @Schema(example = "region") String field,
            @Schema(
                            allowableValues = {"PARTNER", "OURS"},
                            description = "Whose value counts")
                    String winner,
            @Schema(description = "What the partner held before; missing for nothing")
                    @DataClass(Level.PERSONAL)
                    @Nullable String base,
            @Schema(description = "What the partner held; missing for nothing")
                    @DataClass(Level.PERSONAL)
                    @Nullable String theirs,
            @Schema(description = "What we held; missing for nothing") @DataClass(Level.PERSONAL)
                    @Nullable String ours,
            @Schema(description = "Who told us ours", example = "client:front-end")
                    @Nullable String oursFrom,
            @Nullable Instant oursSince,
            Instant foundAt) {

        static ConflictView of(Conflict conflict, Values values) {
            return new ConflictView(
                    conflict.id(),
                    conflict.system(),
                    conflict.key(),
                    conflict.customerId(),
                    conflict.field(),
                    nameOf(conflict.partnerWins()),
                    values.base(),
                    values.theirs(),
                    values.ours(),
                    conflict.source(),
                    conflict.since(),
                    conflict.foundAt());
        }
    }

    private static String nameOf(boolean partnerWins) {
        return partnerWins ? "PARTNER" : "OURS";
    }

    @Schema(name = "SyncPolicyDefinition", description = "Who may change what")
    record PolicyBody(
            @Schema(
                            description =
                                    "By field: one of a customer's fields, contactPoints, tags,"
                                            + " attributes/<name>",
                            example = "{\"region\":{\"direction\":\"OUT\",\"winner\":\"OURS\"}}")
                    @Nullable Map<String, @Valid @NotNull RuleBody> fields,
            @Schema(description = "The rule of all other fields") @NotNull @Valid RuleBody others) {

        SyncPolicy toDomain() {
            var rules = new TreeMap<String, SyncPolicy.Rule>();
            if (fields != null) {
                fields.forEach((name, rule) -> rules.put(name, rule.toDomain()));
            }
            return new SyncPolicy(rules, others.toDomain());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SyncRule")
    record RuleBody(
            @Schema(description = "IN: the partner's word counts; OUT: ours") @NotNull
                    SyncPolicy.Direction direction,
            @Schema(description = "Whose value counts where both sides changed a field") @NotNull
                    SyncPolicy.Winner winner) {

        static RuleBody of(SyncPolicy.Rule rule) {
            return new RuleBody(rule.direction(), rule.winner());
        }

        SyncPolicy.Rule toDomain() {
            return new SyncPolicy.Rule(direction, winner);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SyncPolicy")
    record PolicyView(
            String system,
            Map<String, RuleBody> fields,
            RuleBody others,
            @Schema(description = "0 if none is stored and the usual one holds") long version) {

        static PolicyView of(String system, MongoSync.Versioned stored) {
            var rules = new TreeMap<String, RuleBody>();
            stored.policy().fields().forEach((name, rule) -> rules.put(name, RuleBody.of(rule)));
            return new PolicyView(
                    system, rules, RuleBody.of(stored.policy().others()), stored.version());
        }
    }
}
