@NullMarked
package io.pondcrm.canary.chassis.jobs;

import org.jspecify.annotations.NullMarked;
