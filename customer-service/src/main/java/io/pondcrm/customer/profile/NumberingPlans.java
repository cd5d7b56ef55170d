package io.pondcrm.customer.profile;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.pondcrm.customer.profile.domain.PhoneNumbers;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The numbering plans that libphonenumber knows. */
@Component
class NumberingPlans implements PhoneNumbers {

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final String region;

    NumberingPlans(ProfileSettings settings) {
        region = settings.phoneRegion();
    }

    @Override
    public Optional<String> toE164(String text) {
        try {
            var number = plans.parse(text, region);
            return plans.isValidNumber(number) && !number.hasExtension()
                    ? Optional.of(plans.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }
}
