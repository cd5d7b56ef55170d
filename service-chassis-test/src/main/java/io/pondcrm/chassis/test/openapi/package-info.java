/** Holds a service to its OpenAPI document, and the document to what was promised before. */
@NullMarked
package io.pondcrm.chassis.test.openapi;

import org.jspecify.annotations.NullMarked;
