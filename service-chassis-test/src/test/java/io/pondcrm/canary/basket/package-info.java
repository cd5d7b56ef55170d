@NullMarked
package io.pondcrm.canary.basket;

import org.jspecify.annotations.NullMarked;
