package io.pondcrm.engagement.template.domain;

import java.util.Optional;

/** All templates. */
public interface Templates {

    /** A template as it is now; empty if there is none of that id. */
    Optional<Template> find(String id);
}
