/** Who is asked, who may answer, and what the answers say. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.feedback.survey.domain;
