package io.pondcrm.canary.chassis.paging;

/** Keeps the rules. */
public record Cursor(String after) {}
