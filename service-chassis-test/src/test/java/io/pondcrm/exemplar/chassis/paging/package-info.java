@NullMarked
package io.pondcrm.exemplar.chassis.paging;

import org.jspecify.annotations.NullMarked;
