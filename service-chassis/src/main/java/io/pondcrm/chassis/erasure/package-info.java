/**
 * People who ask to be forgotten, forgotten for good: each feature throws away what it has of them,
 * the service signs that it did, and no replay or restored backup brings them back.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.erasure;
