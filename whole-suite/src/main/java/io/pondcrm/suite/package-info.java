/** What {@code pond} runs: starts infrastructure and services, loads data, shows results. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.suite;
