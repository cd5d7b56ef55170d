package io.pondcrm.customer.profile.domain;

import java.util.Optional;

/** Knows the numbering plans of the world. */
@FunctionalInterface
public interface PhoneNumbers {

    /**
     * @param text as people write it; without a country code it is read in the company's own region
     * @return in E.164, for example {@code +8613800138000}; empty where no plan has such a number
     */
    Optional<String> toE164(String text);
}
