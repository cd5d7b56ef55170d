@NullMarked
package io.pondcrm.exemplar.contracts;

import org.jspecify.annotations.NullMarked;
