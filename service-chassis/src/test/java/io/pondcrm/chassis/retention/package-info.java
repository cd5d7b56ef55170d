@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.retention;
