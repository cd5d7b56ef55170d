package io.pondcrm.customer.notice;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param languages in which a notice must be written to be published, as BCP 47 tags
 * @param required whether a grant of consent must name a published version
 */
@ConfigurationProperties("pond.privacy-notices")
record NoticeSettings(
        @DefaultValue({"en", "zh-CN"}) List<String> languages,
        @DefaultValue("false") boolean required) {}
