/** One shape for every error (RFC 9457), and JSON as wire.md has it. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.web;
