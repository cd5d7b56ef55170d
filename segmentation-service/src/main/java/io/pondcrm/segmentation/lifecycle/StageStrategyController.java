package io.pondcrm.segmentation.lifecycle;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/lifecycle-schemes/{scheme}")
@Tag(name = "Lifecycle")
class StageStrategyController {

    private final MongoLifecycleSchemes schemes;
    private final MongoOperations mongo;
    private final Clock clock;

    StageStrategyController(MongoLifecycleSchemes schemes, MongoOperations mongo, Clock clock) {
        this.schemes = schemes;
        this.mongo = mongo;
        this.clock = clock;
    }

    @PutMapping("/stages/{stage}/strategy")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "putStageStrategy",
            summary = "Says what is done with customers in a stage",
            description =
                    "Names the playbook for whoever runs it: customers enter stages by"
                            + " lifecycle.changed. A draft's stages may have one before it is"
                            + " published. Needs If-Match, but for the first time.")
    ResponseEntity<LifecyclePayloads.Strategy> put(
            @PathVariable("scheme") String id,
            @Parameter(example = "LOST") @PathVariable("stage") String stage,
            @Valid @RequestBody LifecyclePayloads.NewStrategy body,
            @Nullable IfMatch ifMatch) {
        var key = key(id, stage);
        var seen = find(key).map(StageStrategyDocument::version).orElse(0L);
        (ifMatch == null ? IfMatch.seen(0) : ifMatch).requires(seen);
        var next =
                new StageStrategyDocument(
                        key,
                        seen + 1,
                        id,
                        stage,
                        body.playbook(),
                        body.aim(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!keep(next)) {
            throw WebProblem.CONFLICT.exception();
        }
        return answer(next);
    }

    private boolean keep(StageStrategyDocument next) {
        if (next.version() == 1) {
            try {
                mongo.insert(next);
                return true;
            } catch (DuplicateKeyException _) {
                return false;
            }
        }
        return mongo.updateFirst(
                                query(
                                        where("_id")
                                                .is(next.id())
                                                .and("version")
                                                .is(next.version() - 1)),
                                new Update()
                                        .inc("version", 1)
                                        .set("playbook", next.playbook())
                                        .set("aim", next.aim())
                                        .set("updatedAt", next.updatedAt()),
                                StageStrategyDocument.class)
                        .getMatchedCount()
                == 1;
    }

    @GetMapping("/stages/{stage}/strategy")
    @RequiresScope("scores:read")
    @Operation(operationId = "getStageStrategy", summary = "What is done with customers in a stage")
    ResponseEntity<LifecyclePayloads.Strategy> get(
            @PathVariable("scheme") String id,
            @Parameter(example = "LOST") @PathVariable("stage") String stage) {
        return find(key(id, stage))
                .map(StageStrategyController::answer)
                .orElseThrow(LifecycleProblem.LIFECYCLE_STRATEGY_NOT_FOUND::exception);
    }

    @GetMapping("/strategies")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listStageStrategies",
            summary = "What is done with customers, stage by stage")
    Page<LifecyclePayloads.Strategy> list(@PathVariable("scheme") String id) {
        return Page.whole(
                mongo
                        .find(
                                query(where("scheme").is(known(id).id())),
                                StageStrategyDocument.class)
                        .stream()
                        .map(LifecyclePayloads.Strategy::of)
                        .toList());
    }

    private Optional<StageStrategyDocument> find(String key) {
        return Optional.ofNullable(mongo.findById(key, StageStrategyDocument.class));
    }

    private static ResponseEntity<LifecyclePayloads.Strategy> answer(
            StageStrategyDocument document) {
        return ResponseEntity.ok()
                .eTag(ETags.of(document.version()))
                .body(LifecyclePayloads.Strategy.of(document));
    }

    private String key(String id, String stage) {
        var stages =
                known(id).all().stream()
                        .flatMap(it -> it.definition().stages().stream())
                        .distinct()
                        .map(Stage::name)
                        .toList();
        if (!stages.contains(stage)) {
            throw LifecycleProblem.LIFECYCLE_STAGE_NOT_FOUND.exception(String.join(", ", stages));
        }
        return StageStrategyDocument.id(id, stage);
    }

    private Editions<LifecycleScheme> known(String id) {
        return schemes.findEditions(id)
                .orElseThrow(LifecycleProblem.LIFECYCLE_SCHEME_NOT_FOUND::exception);
    }
}
