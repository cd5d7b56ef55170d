package io.pondcrm.segmentation.rfm.domain;

import java.util.List;
import java.util.Optional;

/** All RFM models. */
public interface RfmModels {

    /** How many models there may be: every event of a customer is scored by each of them. */
    int MAX_MODELS = 20;

    Optional<RfmModel> find(String id);

    /** Every model, the main one first, then oldest first. */
    List<RfmModel> listAll();
}
