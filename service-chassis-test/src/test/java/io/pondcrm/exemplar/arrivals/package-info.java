@NullMarked
package io.pondcrm.exemplar.arrivals;

import org.jspecify.annotations.NullMarked;
