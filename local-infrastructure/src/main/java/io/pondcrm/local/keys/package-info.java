/** Keys for one machine, where no key service is. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.local.keys;
