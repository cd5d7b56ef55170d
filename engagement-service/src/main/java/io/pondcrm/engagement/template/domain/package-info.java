/** Texts with variables, in several languages. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.template.domain;
