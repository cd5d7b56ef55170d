@NullMarked
package io.pondcrm.canary.contracts;

import org.jspecify.annotations.NullMarked;
