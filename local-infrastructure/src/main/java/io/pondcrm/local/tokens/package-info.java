/** Issues access tokens to the demo clients, as a company's identity provider would. */
@NullMarked
package io.pondcrm.local.tokens;

import org.jspecify.annotations.NullMarked;
