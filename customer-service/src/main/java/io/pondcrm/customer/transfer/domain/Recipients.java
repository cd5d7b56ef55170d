package io.pondcrm.customer.transfer.domain;

import java.util.List;
import java.util.Optional;

/** All partner systems as recipients of personal data. */
public interface Recipients {

    /** One that is in our own region, where nobody said another. May be two seconds old. */
    Recipient get(String system);

    /** One that was registered, as it is stored now. */
    Optional<Recipient> find(String system);

    /** Where we are. */
    DataRegion home();

    /** Those that were registered, by system. */
    List<Recipient> list();

    /** Stores it, unless another got in first: its version is one greater than the one stored. */
    boolean put(Recipient recipient);

    /** Takes it off the register, if this is its version. */
    boolean remove(String system, long version);
}
