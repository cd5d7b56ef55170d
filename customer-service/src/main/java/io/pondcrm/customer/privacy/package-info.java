/** What persons may demand of those who keep data of them, and proof that it was done. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.customer.privacy;
