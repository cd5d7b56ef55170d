package io.pondcrm.engagement.template.domain;

/**
 * A template in one language.
 *
 * @param locale BCP 47, for example {@code zh-CN}
 * @param subject one line
 */
public record TemplateText(String locale, String subject, String text) {}
