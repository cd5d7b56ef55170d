/** Playbooks: what is done with customers who enter a lifecycle stage, and what came of it. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.playbook.domain;
