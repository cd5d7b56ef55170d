package io.pondcrm.canary.chassis.jobs;

/** Keeps the rules. */
public record Cursor(String after) {}
