/** Surveys, invitations and answers. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.survey;
