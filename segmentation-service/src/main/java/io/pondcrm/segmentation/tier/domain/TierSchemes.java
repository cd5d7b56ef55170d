package io.pondcrm.segmentation.tier.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All tier schemes. */
public interface TierSchemes {

    /** The scheme that is in force from the beginning, until its next version or its end. */
    String MAIN = "retail-membership";

    /** The name of the job that gives everybody their tiers after a scheme has changed. */
    String MEMBERS_JOB = "tier-scheme-members";

    /**
     * How many schemes there may be beside the main one: each is looked at whenever a customer is.
     */
    int MAX_SCHEMES = 20;

    /** The published version of each scheme, the main one first. */
    List<TierRules> listInForce();

    /**
     * The rules by which a scheme gives tiers at a moment: the version that was published then.
     *
     * @return empty without such a scheme, or where it had no published version
     */
    Optional<TierRules> findAt(String id, Instant moment);

    /**
     * Makes and publishes a scheme, unless one of that id is there, whatever its rules; of one that
     * is retired, or that nobody set up yet but is in force from the beginning, the next version.
     * One with quotas that are not drawn yet stays a draft: {@link QuotaSchemes} publishes it.
     *
     * @param by the client that has it so
     * @return whether it was made
     */
    boolean install(TierRules rules, Instant at, String by);
}
