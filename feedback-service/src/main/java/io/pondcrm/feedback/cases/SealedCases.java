package io.pondcrm.feedback.cases;

import io.pondcrm.chassis.sealing.SubjectKey;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.feedback.calendar.domain.Calendars;
import io.pondcrm.feedback.cases.CaseDocument.Words;
import io.pondcrm.feedback.cases.domain.Case;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts cases into documents without their words, and takes them out again. */
@Component
class SealedCases {

    private final SubjectKeys keys;
    private final JsonMapper json;
    private final Calendars calendars;

    SealedCases(SubjectKeys keys, JsonMapper json, Calendars calendars) {
        this.keys = keys;
        this.json = json;
        this.calendars = calendars;
    }

    /**
     * The words of a case, sealed.
     *
     * @throws io.pondcrm.chassis.basics.ProblemException 404 if its customer was erased
     */
    byte[] seal(Case one) {
        var customer = one.customer().value();
        var key = keys.makeAll(List.of(customer)).get(customer);
        if (key == null) {
            throw WebProblem.NOT_FOUND.exception();
        }
        return key.seal(field(one.id()), json.writeValueAsBytes(Words.of(one)));
    }

    /** A case; empty if its customer was erased. */
    Optional<Case> open(CaseDocument document) {
        return keys.find(document.customerId()).map(key -> open(document, key));
    }

    /** The same for many, in one round trip; those of erased customers are left out. */
    List<Case> open(List<CaseDocument> documents) {
        var all = keys.findAll(documents.stream().map(CaseDocument::customerId).toList());
        return documents.stream()
                .flatMap(document ->
                        Optional.ofNullable(all.get(document.customerId()))
                                .map(key -> open(document, key))
                                .stream())
                .toList();
    }

    private Case open(CaseDocument document, SubjectKey key) {
        return document.toDomain(
                calendars,
                json.readValue(key.open(field(document.id()), document.words()), Words.class));
    }

    static String field(String id) {
        return "cases/" + id;
    }
}
