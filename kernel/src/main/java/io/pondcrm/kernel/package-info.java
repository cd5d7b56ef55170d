/** Pure Java types that every domain may use: ids, money, time ranges, the filter language. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.kernel;
