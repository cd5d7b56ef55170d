@NullMarked
package io.pondcrm.exemplar.parcel.domain;

import org.jspecify.annotations.NullMarked;
