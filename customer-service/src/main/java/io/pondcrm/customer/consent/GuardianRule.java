package io.pondcrm.customer.consent;

import io.pondcrm.customer.profile.domain.Profile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** For whom a parent or guardian has to consent. */
@Component
class GuardianRule {

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

    /** Not where no date of birth is known. */
    boolean needsGuardian(Profile profile, Instant at) {
        var day = LocalDate.ofInstant(at, profile.zoneOr(zone));
        return profile.birthDate()
                .filter(birth -> Period.between(birth, day).getYears() < untilAge)
                .isPresent();
    }
}
