/** Takes any mail by SMTP and shows it on a page instead of delivering it. */
@NullMarked
package io.pondcrm.local.mail;

import org.jspecify.annotations.NullMarked;
