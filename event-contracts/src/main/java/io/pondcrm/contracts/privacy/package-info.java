@org.jspecify.annotations.NullMarked
package io.pondcrm.contracts.privacy;
