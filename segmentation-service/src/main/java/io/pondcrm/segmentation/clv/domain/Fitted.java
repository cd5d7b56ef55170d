package io.pondcrm.segmentation.clv.domain;

/**
 * The most likely model of its family.
 *
 * @param steps how many steps the search took
 * @param converged whether it ended where the likelihood is level; if not, better parameters may
 *     exist
 */
public record Fitted<M>(M model, double logLikelihood, int steps, boolean converged) {}
