package io.pondcrm.engagement.followup.domain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All tasks to get in touch with customers. */
public interface FollowUps {

    /** Opens tasks and announces them; one that is there already stays as it is, unannounced. */
    void openAll(List<FollowUp> followUps);

    /**
     * Decides on the task as it is, and stores and announces what comes of it.
     *
     * @param decision must be free of side effects: it runs again when another writer got in first
     * @return empty if there is no such task
     */
    Optional<FollowUp.Completion> change(
            String id, Function<FollowUp, FollowUp.Completion> decision);
}
