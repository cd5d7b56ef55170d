@org.jspecify.annotations.NullMarked
package io.pondcrm.suite;
