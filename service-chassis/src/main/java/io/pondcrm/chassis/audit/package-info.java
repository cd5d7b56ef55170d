/**
 * Who did what, and who saw whom: a chain of sealed entries in which no entry can be changed, left
 * out, added or moved without being found.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.chassis.audit;
