/** Which service owns which path; values only. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.gateway.routing.domain;
