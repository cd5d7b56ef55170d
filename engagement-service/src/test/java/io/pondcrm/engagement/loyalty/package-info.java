@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.loyalty;
