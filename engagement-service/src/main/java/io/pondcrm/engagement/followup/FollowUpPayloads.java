package io.pondcrm.engagement.followup;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.engagement.followup.domain.FollowUp;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What callers send and see of follow-ups. */
final class FollowUpPayloads {

    private FollowUpPayloads() {}

    /** Whether something is left to do. */
    enum State {
        OPEN,
        COMPLETED
    }

    /** What a caller sends to complete a follow-up. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "FollowUpCompletion")
    record NewCompletion(
            @NotNull @Schema(description = "What came of it; no words, so that none name anybody")
                    FollowUp.Outcome outcome) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "FollowUp")
    record View(
            @Schema(example = "fup_01h455vb4pex5vsknk084sn02q") String id,
            String customerId,
            State state,
            @Schema(example = "CHURN_WARNING") String cause,
            @Schema(description = "The warning or enrolment that raised it") String causeId,
            @Schema(example = "HIGH") String level,
            @Schema(description = "Why, in the language of the request") List<String> reasons,
            @Schema(description = "What is expected to be lost otherwise", example = "812.00 CNY")
                    @Nullable String expectedLoss,
            Instant openedAt,
            Instant dueAt,
            FollowUp.@Nullable Outcome outcome,
            @Nullable Instant completedAt,
            @Schema(description = "The client that said so") @Nullable String completedBy,
            long version) {

        static View of(FollowUp followUp, Locale locale) {
            var isChinese = locale.getLanguage().equals("zh");
            var done = followUp.completion();
            return new View(
                    followUp.id(),
                    followUp.customer().value(),
                    done.isEmpty() ? State.OPEN : State.COMPLETED,
                    followUp.cause().kind().name(),
                    followUp.cause().id(),
                    followUp.level(),
                    followUp.reasons().stream().map(it -> isChinese ? it.zh() : it.en()).toList(),
                    followUp.loss().orElse(null),
                    followUp.openedAt(),
                    followUp.dueAt(),
                    done.map(FollowUp.Done::outcome).orElse(null),
                    done.map(FollowUp.Done::at).orElse(null),
                    done.map(FollowUp.Done::by).orElse(null),
                    followUp.version());
        }
    }
}
