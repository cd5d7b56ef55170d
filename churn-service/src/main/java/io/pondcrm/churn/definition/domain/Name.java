package io.pondcrm.churn.definition.domain;

/** What people call a thing, in both languages of the product. */
public record Name(String en, String zh) {}
