package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.definition.domain.Editions;
import java.util.List;
import java.util.Optional;

/** All RFM models with their versions. */
public interface RfmModels {

    /** How many models there may be: every event of a customer is scored by each of them. */
    int MAX_MODELS = 20;

    Optional<Editions<RfmModel>> find(String id);

    /** Every model, the main one first, then oldest first. */
    List<Editions<RfmModel>> listAll();
}
