/** What every other capability stands on: the clock, ids, and the vocabulary of problems. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.basics;
