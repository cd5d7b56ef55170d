/**
 * A company that does not exist, to try PondCRM with: people, consents, and two years of purchases,
 * the same bytes each time. People buy as a published model says that people do.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.suite.sample;
