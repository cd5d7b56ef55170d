/** Speed and memory as ratios to a named peer or limit in the same run. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.benchmarks;
