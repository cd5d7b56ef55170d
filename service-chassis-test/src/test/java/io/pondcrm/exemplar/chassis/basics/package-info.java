@NullMarked
package io.pondcrm.exemplar.chassis.basics;

import org.jspecify.annotations.NullMarked;
