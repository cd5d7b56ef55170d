package io.pondcrm.customer.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.access.DossierKey;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.privacy.PrivacyPayloads.NewRequest;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import java.util.List;

/** Has all services tell what they keep of a person, sealed for the dossier of the request. */
class CollectForPerson implements RequestKind {

    private final RequestType type;
    private final PrivacyEvents events;
    private final SubjectKeys keys;
    private final PrivacySettings settings;

    CollectForPerson(
            RequestType type, PrivacyEvents events, SubjectKeys keys, PrivacySettings settings) {
        this.type = type;
        this.events = events;
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public RequestType type() {
        return type;
    }

    @Override
    public Begun begin(RequestDocument request, NewRequest asked) {
        var until = request.createdAt().plus(settings.dossiersKept());
        var own = keys.makeAll(List.of(request.id())).get(request.id());
        if (own == null) {
            throw WebProblem.NOT_FOUND.exception();
        }
        var key = DossierKey.make(request.id());
        return new Begun.Underway(
                RequestState.RUNNING,
                List.of(events.accessRequested(request, key.published(), until)),
                new Secret(own.seal(Dossiers.KEY, key.secret().getBytes(UTF_8)), until));
    }
}
