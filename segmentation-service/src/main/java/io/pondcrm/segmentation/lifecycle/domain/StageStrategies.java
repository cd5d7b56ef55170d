package io.pondcrm.segmentation.lifecycle.domain;

import java.util.List;

/** What is done in the stages of the lifecycle schemes. */
public interface StageStrategies {

    /** All of them, of every scheme: a stage has one at most. */
    List<StageStrategy> listAll();
}
