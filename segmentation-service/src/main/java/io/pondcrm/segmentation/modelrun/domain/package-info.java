/** Groups of similar customers, and what a customer will buy next. Pure. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.segmentation.modelrun.domain;
