@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.drift;
