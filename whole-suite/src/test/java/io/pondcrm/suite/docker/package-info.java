/**
 * Holds docker-compose.yml and what it mounts to what the services read; nothing here runs Docker.
 */
@org.jspecify.annotations.NullMarked
package io.pondcrm.suite.docker;
