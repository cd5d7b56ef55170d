/** One OpenAPI document for all services, and a page to read and try it. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.gateway.docs;
