@NullMarked
package io.pondcrm.canary.shop.rfm;

import org.jspecify.annotations.NullMarked;
