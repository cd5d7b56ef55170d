package io.pondcrm.engagement.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Messages", description = "What was sent to whom, and why or why not")
class MessageController {

    private final Messages messages;
    private final MongoOperations mongo;
    private final Identities identities;

    MessageController(Messages messages, MongoOperations mongo, Identities identities) {
        this.messages = messages;
        this.mongo = mongo;
        this.identities = identities;
    }

    @GetMapping("/messages/{id}")
    @RequiresScope("messages:read")
    @Operation(
            operationId = "getMessage",
            summary = "A message: how far it has come, and which copies left")
    MessagePayloads.View get(@PathVariable("id") String id) {
        return MessagePayloads.View.of(find(id));
    }

    @GetMapping("/messages/{id}/decision")
    @RequiresScope("messages:read")
    @Operation(
            operationId = "getMessageDecision",
            summary = "Why a message was sent, or not, or not yet",
            description =
                    "Decided when its turn came, by what customer-service said at that moment. The"
                            + " latest decision, as it was stored before anything left.")
    MessagePayloads.DecisionView decision(@PathVariable("id") String id) {
        var message = find(id);
        return message.decision()
                .map(it -> MessagePayloads.DecisionView.of(message, it))
                .orElseThrow(MessageProblem.MESSAGE_UNDECIDED::exception);
    }

    @GetMapping("/customers/{id}/messages")
    @RequiresScope("messages:read")
    @Operation(operationId = "listCustomerMessages", summary = "The messages to a customer")
    Page<MessagePayloads.View> ofCustomer(@PathVariable("id") String id, PageRequest page) {
        return page.find(
                mongo,
                where("customerId").in(identities.idsOf(id)),
                MessageDocument.class,
                it -> MessagePayloads.View.of(it.toDomain()));
    }

    @GetMapping("/campaigns/{id}/messages")
    @RequiresScope("messages:read")
    @Operation(
            operationId = "listCampaignMessages",
            summary = "The delivery log of a campaign",
            description = "One message for each customer of the audience who is not held out.")
    Page<MessagePayloads.View> ofCampaign(
            @PathVariable("id") String id,
            @RequestParam(required = false) Message.@Nullable State state,
            PageRequest page) {
        var wanted = where("sourceId").is(id);
        return page.find(
                mongo,
                state == null ? wanted : wanted.and("state").is(state),
                MessageDocument.class,
                it -> MessagePayloads.View.of(it.toDomain()));
    }

    private Message find(String id) {
        return messages.find(id).orElseThrow(MessageProblem.MESSAGE_NOT_FOUND::exception);
    }
}
