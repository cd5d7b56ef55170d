/** Where a customer stands: every conclusion from their facts, drawn together. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.standing.domain;
