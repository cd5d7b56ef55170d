package io.pondcrm.segmentation.rfm.domain;

import java.util.List;
import java.util.Optional;

/** All RFM models with their versions. */
public interface RfmModels {

    /** How many models there may be: every event of a customer is scored by each of them. */
    int MAX_MODELS = 20;

    Optional<RfmModelHistory> find(String id);

    /** Every model, the main one first, then oldest first. */
    List<RfmModelHistory> listAll();
}
