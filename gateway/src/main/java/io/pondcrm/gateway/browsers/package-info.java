/** Which web pages of other origins may call us. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.gateway.browsers;
