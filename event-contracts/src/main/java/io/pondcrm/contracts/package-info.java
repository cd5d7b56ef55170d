/** One record per event version, exactly as it travels; nothing else. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.contracts;
