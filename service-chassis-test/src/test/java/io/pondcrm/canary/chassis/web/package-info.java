@NullMarked
package io.pondcrm.canary.chassis.web;

import org.jspecify.annotations.NullMarked;
