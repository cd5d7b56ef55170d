/** The filter language, asked of MongoDB. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.search;
