@NullMarked
package io.pondcrm.local.store;

import org.jspecify.annotations.NullMarked;
