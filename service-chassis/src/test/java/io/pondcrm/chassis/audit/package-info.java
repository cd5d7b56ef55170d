@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.audit;
