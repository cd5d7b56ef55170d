package io.pondcrm.customer.notice.domain;

import java.util.List;

/** Every way an attempt to change a notice can end. */
public sealed interface NoticeChange {

    /** The notice as it is to be stored. */
    record Changed(PrivacyNotice notice) implements NoticeChange {}

    /** It was published before: nothing changes. */
    record Published(PrivacyNotice notice) implements NoticeChange {}

    /** It must be written in these languages, too. */
    record LanguagesMissing(List<String> languages) implements NoticeChange {}
}
