package io.pondcrm.customer.webhook;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.feed.domain.Feed;
import io.pondcrm.customer.feed.domain.FeedType;
import io.pondcrm.customer.webhook.WebhookDeliveryDocument.Occasion;
import io.pondcrm.customer.webhook.WebhookSubscriptionDocument.State;
import io.pondcrm.customer.webhook.domain.Outcome;
import io.pondcrm.customer.webhook.domain.ReceiverUrl;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/webhook-subscriptions")
@Tag(name = "Webhooks", description = "Changes told to a server of yours, until it has them")
class WebhookController {

    private static final String ID = "whs_01h455vb4pex5vsknk084sn02q";

    private final MongoWebhooks webhooks;
    private final WebhookKeys keys;
    private final ReceiverCalls calls;
    private final WebhookSettings settings;
    private final Feed feed;
    private final Jobs jobs;
    private final Clock clock;

    WebhookController(
            MongoWebhooks webhooks,
            WebhookKeys keys,
            ReceiverCalls calls,
            WebhookSettings settings,
            Feed feed,
            Jobs jobs,
            Clock clock) {
        this.webhooks = webhooks;
        this.keys = keys;
        this.calls = calls;
        this.settings = settings;
        this.feed = feed;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("webhooks:write")
    @Operation(
            operationId = "createWebhookSubscription",
            summary = "Subscribe a server to changes",
            description =
                    "From now on each change of these types is POSTed to url, signed as Standard"
                            + " Webhooks 1.0 has it, at least once and until it is answered with 2xx,"
                            + " for three days. A partner is told of its own records only")
    @ApiResponse(
            responseCode = "201",
            description = "The subscription, with its secret",
            content =
                    @Content(schema = @Schema(implementation = WebhookPayloads.Subscription.class)))
    ResponseEntity<?> create(
            @RequestBody @Valid WebhookPayloads.NewSubscription body, NewId newId, Caller caller) {
        var types = types(body.types(), caller, Set.of());
        check(body.url());
        var owner = caller.boundSystem() == null ? caller.clientId() : caller.boundSystem();
        if (webhooks.countOf(owner) >= settings.mostSubscriptions()) {
            return WebhookProblem.TOO_MANY_SUBSCRIPTIONS.because(settings.mostSubscriptions());
        }
        var id = TypeId.of("whs", newId.uuid());
        var made = keys.make(id);
        var now = clock.instant();
        var subscription =
                new WebhookSubscriptionDocument(
                        id,
                        1,
                        body.url(),
                        body.description(),
                        List.copyOf(types),
                        caller.boundSystem(),
                        owner,
                        State.ACTIVE,
                        null,
                        feed.head(),
                        0,
                        null,
                        List.of(made.key()),
                        now,
                        now);
        try {
            webhooks.insert(subscription);
        } catch (DuplicateKeyException again) {
            // The first attempt of this request died before it could tell its secret.
            webhooks.change(id, 1, new Update().set("keys", List.of(made.key())));
            subscription = webhooks.find(id).orElseThrow();
        }
        return ResponseEntity.created(URI.create("/api/v1/webhook-subscriptions/" + id))
                .eTag(ETags.of(subscription.version()))
                .body(WebhookPayloads.Subscription.of(subscription, made.secret()));
    }

    @GetMapping
    @RequiresScope("webhooks:read")
    @Operation(
            operationId = "listWebhookSubscriptions",
            summary = "Subscriptions, newest first",
            description = "A partner's client sees those of its own system")
    Page<WebhookPayloads.Subscription> list(PageRequest page, Caller caller) {
        return webhooks.list(caller, page, it -> WebhookPayloads.Subscription.of(it, null));
    }

    @GetMapping("/{id}")
    @RequiresScope("webhooks:read")
    @Operation(operationId = "getWebhookSubscription", summary = "Read a subscription")
    @ApiResponse(
            responseCode = "200",
            description = "The subscription",
            content =
                    @Content(schema = @Schema(implementation = WebhookPayloads.Subscription.class)))
    ResponseEntity<?> get(@Parameter(example = ID) @PathVariable("id") String id, Caller caller) {
        return ok(visible(id, caller));
    }

    @PatchMapping("/{id}")
    @RequiresScope("webhooks:write")
    @Operation(
            operationId = "changeWebhookSubscription",
            summary = "Change, pause or resume a subscription",
            description = "JSON Merge Patch (RFC 7396) of url, types, description and state")
    @ApiResponse(
            responseCode = "200",
            description = "The subscription as it is now",
            content =
                    @Content(schema = @Schema(implementation = WebhookPayloads.Subscription.class)))
    ResponseEntity<?> change(
            @Parameter(example = ID) @PathVariable("id") String id,
            IfMatch ifMatch,
            @RequestBody MergePatch<WebhookPayloads.Change> patch,
            Caller caller) {
        var subscription = visible(id, caller);
        ifMatch.requires(subscription.version());
        var changed = patch.applyTo(WebhookPayloads.Change.of(subscription));
        var types = types(changed.types(), caller, Set.copyOf(subscription.types()));
        if (!changed.url().equals(subscription.url())) {
            check(changed.url());
        }
        if (changed.state() == State.DISABLED && subscription.state() != State.DISABLED) {
            throw notValid(
                    "/state",
                    "state",
                    new Text("Set it to ACTIVE or PAUSED", "请设为 ACTIVE 或 PAUSED"));
        }
        var now = clock.instant();
        var update =
                new Update()
                        .set("url", changed.url())
                        .set("types", List.copyOf(types))
                        .set("state", changed.state())
                        .set("updatedAt", now);
        if (changed.description() == null) {
            update.unset("description");
        } else {
            update.set("description", changed.description());
        }
        var resumes = changed.state() == State.ACTIVE && subscription.state() != State.ACTIVE;
        if (changed.state() != State.DISABLED) {
            update.unset("stop");
        }
        if (resumes) {
            update.unset("failingSince");
        }
        if (!webhooks.change(id, subscription.version(), update)) {
            ifMatch.requires(visible(id, caller).version());
            throw new IllegalStateException("Changed and not changed");
        }
        if (resumes) {
            webhooks.hurry(id, now, true);
        }
        return ok(visible(id, caller));
    }

    @DeleteMapping("/{id}")
    @RequiresScope("webhooks:write")
    @Operation(
            operationId = "deleteWebhookSubscription",
            summary = "End a subscription",
            description = "What is on its way is dropped, and its log with it")
    @ApiResponse(responseCode = "204", description = "Ended", content = @Content)
    ResponseEntity<?> delete(
            @Parameter(example = ID) @PathVariable("id") String id,
            IfMatch ifMatch,
            Caller caller) {
        var subscription = visible(id, caller);
        ifMatch.requires(subscription.version());
        if (!webhooks.remove(id, subscription.version())) {
            ifMatch.requires(visible(id, caller).version());
        }
        keys.destroy(id);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/secret-rotations")
    @RequiresScope("webhooks:write")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Make a new secret",
            description =
                    "Calls carry the signatures of both for 24 hours: time to take the new one over"
                            + " without losing any")
    @ApiResponse(
            responseCode = "201",
            description = "The new secret",
            content = @Content(schema = @Schema(implementation = WebhookPayloads.Secret.class)))
    ResponseEntity<?> rotate(
            @Parameter(example = ID) @PathVariable("id") String id, Caller caller) {
        var subscription = visible(id, caller);
        var now = clock.instant();
        var until = now.plus(settings.rotation());
        var made = keys.make(id);
        var signing = new ArrayList<WebhookSubscriptionDocument.Key>();
        signing.add(made.key());
        var former = subscription.keys().getFirst();
        signing.add(
                new WebhookSubscriptionDocument.Key(former.sealed(), former.publicKey(), until));
        subscription.keys().stream()
                .skip(1)
                .filter(it -> it.retiresAt() != null && it.retiresAt().isAfter(now))
                .limit(2)
                .forEach(signing::add);
        if (!webhooks.change(
                id,
                subscription.version(),
                new Update().set("keys", signing).set("updatedAt", now))) {
            IfMatch.seen(subscription.version()).requires(visible(id, caller).version());
        }
        return ResponseEntity.status(201)
                .body(new WebhookPayloads.Secret(made.secret(), made.key().publicKey(), until));
    }

    @PostMapping("/{id}/pings")
    @RequiresScope("webhooks:write")
    @Operation(
            operationId = "pingWebhook",
            summary = "Try whether it works",
            description =
                    "Sends an event of type webhook.ping, signed like any other: the log of"
                            + " deliveries shows what came of it")
    @ApiResponse(
            responseCode = "202",
            description = "The delivery, about to be tried",
            content = @Content(schema = @Schema(implementation = WebhookPayloads.Delivery.class)))
    ResponseEntity<?> ping(
            @Parameter(example = ID) @PathVariable("id") String id, NewId newId, Caller caller) {
        var subscription = visible(id, caller);
        if (subscription.state() != State.ACTIVE) {
            return WebhookProblem.SUBSCRIPTION_NOT_ACTIVE.because();
        }
        var event = TypeId.of("evt", newId.uuid());
        var ping =
                WebhookDeliveryDocument.of(
                        WebhookDeliveryDocument.id(id, event, 0),
                        id,
                        event,
                        "webhook.ping",
                        0,
                        0,
                        Occasion.PING,
                        clock.instant());
        webhooks.insertAll(List.of(ping));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/webhook-subscriptions/" + id + "/deliveries"))
                .body(WebhookPayloads.Delivery.of(ping, keys));
    }

    @GetMapping("/{id}/deliveries")
    @RequiresScope("webhooks:read")
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "What was sent, and what came back",
            description = "Newest first; each with its last 50 attempts. Kept for 30 days")
    Page<WebhookPayloads.Delivery> deliveries(
            @Parameter(example = ID) @PathVariable("id") String id,
            @RequestParam(required = false) WebhookDeliveryDocument.@Nullable State state,
            @SortedBy("-createdAt") PageRequest page,
            Caller caller) {
        visible(id, caller);
        return webhooks.list(id, state, page, it -> WebhookPayloads.Delivery.of(it, keys));
    }

    @PostMapping("/{id}/replays")
    @RequiresScope("webhooks:write")
    @Operation(
            operationId = "replayWebhooks",
            summary = "Deliver a range again",
            description =
                    "Every change of the range that this subscription is told of, with the same"
                            + " webhook-id as before, whether or not it was delivered then")
    @ApiResponse(
            responseCode = "202",
            description = "Location names the job that queues them",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    @ApiResponse(responseCode = "410", description = "The range is no longer kept")
    ResponseEntity<?> replay(
            @Parameter(example = ID) @PathVariable("id") String id,
            @RequestBody @Valid WebhookPayloads.NewReplay body,
            NewId newId,
            Caller caller) {
        var subscription = visible(id, caller);
        if ((body.fromSequence() == null) == (body.from() == null)) {
            throw notValid(
                    "/fromSequence",
                    "required",
                    new Text("Say either fromSequence or from", "请填写 fromSequence 或 from 其中之一"));
        }
        var after =
                body.fromSequence() != null
                        ? body.fromSequence() - 1
                        : feed.lastBefore(body.from());
        var head = feed.head();
        var to =
                body.toSequence() != null
                        ? Math.min(body.toSequence(), head)
                        : body.until() != null ? feed.lastBefore(body.until()) : head;
        var removed = feed.removedUpTo();
        if (body.fromSequence() != null && after < removed) {
            return WebhookProblem.REPLAY_NOT_KEPT.because(removed + 1);
        }
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        ReplayWebhooksJob.NAME,
                        ReplayWebhooksJob.params(subscription.id(), Math.max(after, removed), to),
                        caller));
    }

    private WebhookSubscriptionDocument visible(String id, Caller caller) {
        return webhooks.find(id, caller).orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private static ResponseEntity<?> ok(WebhookSubscriptionDocument subscription) {
        return ResponseEntity.ok()
                .eTag(ETags.of(subscription.version()))
                .body(WebhookPayloads.Subscription.of(subscription, null));
    }

    /**
     * @param had types that the subscription has already, whoever gave it to it
     */
    private static Set<FeedType> types(
            @Nullable List<String> names, Caller caller, Set<FeedType> had) {
        var allowed = FeedType.allowedBy(caller::has);
        if (names == null || names.isEmpty()) {
            if (allowed.isEmpty()) {
                throw notAllowed("/types", FeedType.CUSTOMER_CREATED);
            }
            return allowed;
        }
        var types = EnumSet.noneOf(FeedType.class);
        for (var at = 0; at < names.size(); at++) {
            var found = FeedType.find(names.get(at));
            if (found.isEmpty()) {
                throw WebProblem.VALIDATION.exception(
                        List.of(
                                new FieldError(
                                        "/types/" + at,
                                        "unknown-type",
                                        new Text("Choose from {0}", "请从 {0} 中选择"),
                                        List.of(
                                                Stream.of(FeedType.values())
                                                        .map(FeedType::wireName)
                                                        .collect(Collectors.joining(", "))))));
            }
            if (!allowed.contains(found.get()) && !had.contains(found.get())) {
                throw notAllowed("/types/" + at, found.get());
            }
            types.add(found.get());
        }
        return types;
    }

    private static ProblemException notAllowed(String pointer, FeedType type) {
        return WebProblem.VALIDATION.exception(
                List.of(
                        new FieldError(
                                pointer,
                                "type-not-allowed",
                                new Text(
                                        "To hear of this a token needs the scope {0} as well",
                                        "要接收此类事件，令牌还需要权限范围 {0}"),
                                List.of(type.scope()))));
    }

    /** Looked up again at each connection: this is for a friendly answer only. */
    private void check(String url) {
        switch (ReceiverUrl.read(url, settings.allowHttp())) {
            case ReceiverUrl.Unfit(var flaw) -> {
                switch (flaw) {
                    case FORMAT ->
                            throw notValid(
                                    "/url",
                                    "url-format",
                                    new Text(
                                            "Write an absolute URL with a host and no fragment",
                                            "请填写带主机名且不含片段的绝对 URL"));
                    case SCHEME ->
                            throw notValid("/url", "url-https", new Text("Use HTTPS", "请使用 HTTPS"));
                    case USER_INFO ->
                            throw notValid(
                                    "/url",
                                    "url-userinfo",
                                    new Text(
                                            "Leave name and password out: calls are signed",
                                            "请去掉用户名和密码：请求已有签名"));
                }
            }
            case ReceiverUrl.Fit(var uri) -> {
                switch (calls.objection(uri)) {
                    case null -> {
                        // It may be called.
                    }
                    case Outcome.Failure.UNKNOWN_HOST ->
                            throw notValid(
                                    "/url", "url-host", new Text("There is no such host", "主机不存在"));
                    default ->
                            throw notValid(
                                    "/url",
                                    "url-address",
                                    new Text(
                                            "The host must have public addresses only",
                                            "该主机只能有公网地址"));
                }
            }
        }
    }

    private static ProblemException notValid(String pointer, String code, Text detail) {
        return WebProblem.VALIDATION.exception(List.of(new FieldError(pointer, code, detail)));
    }
}
