package io.pondcrm.segmentation.lifecycle.domain;

/**
 * What is done with customers who enter a stage.
 *
 * @param scheme the lifecycle scheme's id
 * @param stage the stage's name
 * @param playbook the id of what carries it out, in engagement-service
 * @param version one more with each change
 */
public record StageStrategy(String scheme, String stage, String playbook, long version) {}
