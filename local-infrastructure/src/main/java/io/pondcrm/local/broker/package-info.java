/** A real Kafka broker in a plain JVM, for machines without Docker. */
@NullMarked
package io.pondcrm.local.broker;

import org.jspecify.annotations.NullMarked;
