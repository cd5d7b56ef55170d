@NullMarked
package io.pondcrm.canary.chassis.paging;

import org.jspecify.annotations.NullMarked;
