package io.pondcrm.customer.consent;

import io.pondcrm.customer.consent.domain.Guardians;
import io.pondcrm.customer.profile.domain.Profile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Customers below an age that is set. */
@Component
class GuardianRule implements Guardians {

    private final int untilAge;
    private final ZoneId zone;

    /**
     * @param untilAge the age from which on customers consent themselves; 0 for all ages
     */
    GuardianRule(
            @Value("${pond.consents.guardian-until-age:14}") int untilAge,
            @Value("${pond.profile.zone:Asia/Shanghai}") String zone) {
        this.untilAge = untilAge;
        this.zone = ZoneId.of(zone);
    }

    @Override
    public boolean needsGuardian(Profile profile, Instant at) {
        var day = LocalDate.ofInstant(at, profile.zoneOr(zone));
        return profile.birthDate()
                .filter(birth -> Period.between(birth, day).getYears() < untilAge)
                .isPresent();
    }
}
