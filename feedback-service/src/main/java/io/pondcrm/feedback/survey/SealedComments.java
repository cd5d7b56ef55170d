package io.pondcrm.feedback.survey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.feedback.merge.domain.MergeLinks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what customers wrote to their answers sealed. */
@Component
class SealedComments {

    private final SubjectKeys keys;

    SealedComments(SubjectKeys keys) {
        this.keys = keys;
    }

    /** Null where there is nothing, or the customer was erased. */
    byte @Nullable [] seal(InvitationDocument invitation, @Nullable String comment) {
        if (comment == null) {
            return null;
        }
        var customer = invitation.customerId();
        var key = keys.makeAll(List.of(customer)).get(customer);
        return key == null ? null : key.seal(field(invitation.id()), comment.getBytes(UTF_8));
    }

    /**
     * The answers that these invitations got, in one round trip.
     *
     * @param links who their customers are now
     */
    List<SurveyPayloads.Response> open(List<InvitationDocument> answered, MergeLinks links) {
        var all = keys.findAll(answered.stream().map(InvitationDocument::customerId).toList());
        return answered.stream()
                .map(it -> {
                    var sealed = it.comment();
                    var comment =
                            sealed == null
                                    ? null
                                    : Optional.ofNullable(all.get(it.customerId()))
                                            .map(key ->
                                                    new String(
                                                            key.open(field(it.id()), sealed),
                                                            UTF_8))
                                            .orElse(null);
                    return SurveyPayloads.Response.of(it, links.survivorOf(it.customer()), comment);
                })
                .toList();
    }

    /** For which a comment is sealed. */
    static String field(String invitation) {
        return "survey_invitations/" + invitation;
    }
}
