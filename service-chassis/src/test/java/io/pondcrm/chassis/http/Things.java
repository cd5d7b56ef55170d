package io.pondcrm.chassis.http;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.kernel.Money;
import io.pondcrm.kernel.TypeId;
import jakarta.servlet.ServletInputStream;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A small service that creates and changes things. */
@RestController
class Things {

    enum ThingProblem implements ProblemType {
        REFUSED;

        @Override
        public Meaning meaning() {
            var refused = new Text("Refused", "拒绝");
            return new Meaning(HttpStatus.CONFLICT, refused, refused);
        }
    }

    record Maker(@NotBlank String name, @Nullable String email, Map<String, String> marks) {
        Maker {
            marks = new TreeMap<>(marks);
        }
    }

    @DataClass(DataClass.Level.PERSONAL)
    record Thing(
            @NotBlank @Size(max = 20) String title,
            @Nullable String note,
            @Nullable @Valid Maker maker,
            @Nullable Money price,
            List<String> tags,
            int count) {}

    record Named(@NotBlank String title) {}

    final AtomicInteger handled = new AtomicInteger();
    final Map<String, Runnable> interruptions = new ConcurrentHashMap<>();
    private final MongoOperations mongo;

    Things(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @PostMapping("/things")
    @RequiresScope("things:write")
    ResponseEntity<Map<String, String>> create(@Valid @RequestBody Named thing, NewId newId) {
        handled.incrementAndGet();
        var id = TypeId.of("thing", newId.uuid());
        try {
            mongo.insert(new Document("_id", id).append("title", thing.title()), "things");
        } catch (DuplicateKeyException _) {
            // An attempt before this one got as far as that.
        }
        interruptions.getOrDefault(thing.title(), () -> {}).run();
        return ResponseEntity.created(URI.create("/things/" + id))
                .eTag(ETags.of(0))
                .body(Map.of("id", id));
    }

    @PostMapping("/refusals")
    @RequiresScope("things:write")
    ResponseEntity<?> refuse() {
        return handled.incrementAndGet() == 1
                ? ThingProblem.REFUSED.because()
                : ResponseEntity.ok(Map.of("done", true));
    }

    @PostMapping(path = "/things/rows", consumes = "application/x-ndjson")
    @RequiresScope("things:write")
    Map<String, Long> rows(ServletInputStream body) throws IOException {
        handled.incrementAndGet();
        return Map.of("bytes", body.transferTo(java.io.OutputStream.nullOutputStream()));
    }

    @GetMapping("/things/{id}")
    @RequiresScope("things:read")
    ResponseEntity<Map<String, String>> get(@PathVariable String id) {
        return ResponseEntity.ok().eTag(ETags.of(7)).body(Map.of("id", id));
    }

    @PatchMapping("/things/{id}")
    @RequiresScope("things:write")
    ResponseEntity<Map<String, Object>> patch(
            @PathVariable String id, IfMatch ifMatch, @RequestBody MergePatch<Thing> patch) {
        ifMatch.requires(7);
        handled.incrementAndGet();
        var patched =
                patch.applyTo(
                        new Thing(
                                "Lamp",
                                "secret note",
                                new Maker("Ada", "ada@example.org", Map.of("a", "1", "b", "2")),
                                Money.of("12.30", "CNY"),
                                List.of("x"),
                                3));
        return ResponseEntity.ok().eTag(ETags.of(8)).body(Map.of("text", patched.toString()));
    }

    long stored(String title) {
        return mongo.count(query(where("title").is(title)), "things");
    }

    String onlyId(String title) {
        var found =
                Objects.requireNonNull(
                        mongo.findOne(query(where("title").is(title)), Document.class, "things"));
        return found.getString("_id");
    }
}
