/**
 * The one predicate language: lists are searched and segments are defined with it, in memory here
 * and in MongoDB by the chassis, with the same result.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.kernel.filter;
