/** A whole small service that keeps every rule of the house, for the test kit to be tested on. */
@NullMarked
package io.pondcrm.exemplar;

import org.jspecify.annotations.NullMarked;
