package io.pondcrm.segmentation;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.segmentation.definition.domain.Definition;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * What callers hear of a definition with versions, whichever it is. The ETag is that of all
 * versions, whichever is shown.
 *
 * @param <P> how a version is shown
 */
public final class EditionAnswers<D extends Definition<D>, P> {

    private final String path;
    private final Function<Edition<D>, P> payload;
    private final Refusals refusals;

    /**
     * @param path of all definitions of the kind, for example {@code /api/v1/rfm-models}
     */
    public EditionAnswers(String path, Function<Edition<D>, P> payload, Refusals refusals) {
        this.path = path;
        this.payload = payload;
        this.refusals = refusals;
    }

    /**
     * What a caller is told who asks for what can't be.
     *
     * @param draftExists takes the draft's version
     * @param notSimulated null where drafts can be published untried
     */
    public record Refusals(
            ProblemType notFound,
            ProblemType draftExists,
            ProblemType noDraft,
            ProblemType notPublished,
            @Nullable ProblemType notSimulated) {}

    /** What came of an attempt to change one; empty where there is none of that id. */
    public Editions<D> outcome(Optional<EditionChange<D>> attempt) {
        return switch (attempt.orElseThrow(refusals.notFound::exception)) {
            case EditionChange.Changed<D>(var now) -> now;
            case EditionChange.AlreadySo<D>(var now) -> now;
            case EditionChange.Emptied<D>() ->
                    throw new IllegalStateException("Only who takes a draft back leaves nothing");
            case EditionChange.DraftExists<D>(var version) ->
                    throw refusals.draftExists.exception(version);
            case EditionChange.NoDraft<D>() -> throw refusals.noDraft.exception();
            case EditionChange.NotSimulated<D>() ->
                    throw Objects.requireNonNull(refusals.notSimulated).exception();
            case EditionChange.NothingPublished<D>() -> throw refusals.notPublished.exception();
        };
    }

    /** 204 where the draft was taken back, with the definition if that was all. */
    public ResponseEntity<Void> discarded(Optional<EditionChange<D>> attempt) {
        if (!(attempt.orElse(null) instanceof EditionChange.Emptied<D>)) {
            outcome(attempt);
        }
        return ResponseEntity.noContent().build();
    }

    /**
     * A change for who saw the definition as it still is.
     *
     * @param ifMatch what the caller saw; the change answers 412 where that has moved on
     */
    public Function<Editions<D>, EditionChange<D>> asSeen(
            IfMatch ifMatch, Function<Editions<D>, EditionChange<D>> change) {
        return editions -> {
            ifMatch.requires(editions.revision());
            return change.apply(editions);
        };
    }

    /** The draft to be changed or tried. */
    public D draft(Editions<D> editions) {
        return editions.draft().orElseThrow(refusals.noDraft::exception).definition();
    }

    /** 201 with the last version. */
    public ResponseEntity<P> created(Editions<D> editions) {
        return made(editions).body(payload.apply(editions.last()));
    }

    /**
     * The same of one that is in force at once.
     *
     * @param job what carries it out
     */
    public ResponseEntity<P> created(Editions<D> editions, String job) {
        return made(editions)
                .header(HttpHeaders.LINK, link(job))
                .body(payload.apply(editions.last()));
    }

    private ResponseEntity.BodyBuilder made(Editions<D> editions) {
        var one = path + "/" + editions.id();
        var version = editions.last().version();
        return ResponseEntity.created(URI.create(version == 1 ? one : one + "?version=" + version))
                .eTag(ETags.of(editions.revision()));
    }

    private static String link(String job) {
        return "</api/v1/jobs/" + job + ">; rel=\"job\"";
    }

    /**
     * @param version null for the published one, or else the last
     */
    public ResponseEntity<P> one(Editions<D> editions, @Nullable Integer version) {
        return shown(
                editions,
                version == null
                        ? editions.shown()
                        : editions.find(version).orElseThrow(refusals.notFound::exception));
    }

    /** The last version: what was changed in it. */
    public ResponseEntity<P> last(Editions<D> editions) {
        return shown(editions, editions.last());
    }

    private ResponseEntity<P> shown(Editions<D> editions, Edition<D> edition) {
        return ResponseEntity.ok().eTag(ETags.of(editions.revision())).body(payload.apply(edition));
    }

    /**
     * What is in force now.
     *
     * @param job what carries the change out
     */
    public ResponseEntity<P> announced(Editions<D> editions, String job) {
        return ResponseEntity.ok()
                .eTag(ETags.of(editions.revision()))
                .header(HttpHeaders.LINK, link(job))
                .body(payload.apply(editions.shown()));
    }

    /** All versions, newest first. */
    public Page<P> versions(Editions<D> editions) {
        return Page.whole(editions.all().reversed().stream().map(payload).toList());
    }
}
