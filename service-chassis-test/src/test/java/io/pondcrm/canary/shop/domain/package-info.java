@NullMarked
package io.pondcrm.canary.shop.domain;

import org.jspecify.annotations.NullMarked;
