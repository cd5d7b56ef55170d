/** Cases, service levels and surveys: what customers say, and how soon they hear back. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback;
