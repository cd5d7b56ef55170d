package io.pondcrm.engagement.message.domain;

import java.util.List;

/** One feature's mailings: campaigns, or care. */
public interface Mailings {

    /** Those whose messages may be dealt with now; a paused one is not among them. */
    List<Mailing> listActive();

    /** No message of this mailing waits any more. */
    void exhausted(Source source);
}
