/** What every service's tests need: infrastructure, tokens, a clock, faults and the house rules. */
@NullMarked
package io.pondcrm.chassis.test;

import org.jspecify.annotations.NullMarked;
