package io.pondcrm.customer.assessment.domain;

import java.util.List;

/** Looks at one side of the service's security. A bean of this type is part of each assessment. */
@FunctionalInterface
public interface SecurityCheck {

    /** Nothing found, nothing returned. */
    List<Finding> look();
}
