/** Playbooks over HTTP, in the store, and fed by what other services tell. */
@org.jspecify.annotations.NullMarked
package io.pondcrm.engagement.playbook;
