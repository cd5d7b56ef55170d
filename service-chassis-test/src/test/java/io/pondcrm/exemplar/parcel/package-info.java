@NullMarked
package io.pondcrm.exemplar.parcel;

import org.jspecify.annotations.NullMarked;
