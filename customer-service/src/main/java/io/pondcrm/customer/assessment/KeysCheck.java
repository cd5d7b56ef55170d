package io.pondcrm.customer.assessment;

import io.pondcrm.chassis.audit.AuditChain;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.assessment.domain.Check;
import io.pondcrm.customer.assessment.domain.Finding;
import io.pondcrm.customer.assessment.domain.SecurityCheck;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Looks at keys, and at what is sealed with them. */
@Component
class KeysCheck implements SecurityCheck {

    private static final String AUDIT_KEYS = "pond.audit.keys";
    private static final String PAGING_KEY = "pond.paging.key";

    private final SubjectKeys keys;
    private final AuditChain chain;
    private final Environment settings;

    KeysCheck(SubjectKeys keys, AuditChain chain, Environment settings) {
        this.keys = keys;
        this.chain = chain;
        this.settings = settings;
    }

    @Override
    public List<Finding> look() {
        var findings = new ArrayList<Finding>();
        var stale = keys.countStale();
        if (stale > 0) {
            findings.add(new Finding(Check.STALE_KEYS, "customer_keys", stale, 0));
        }
        chain.findFlaw()
                .ifPresent(flaw -> findings.add(new Finding(Check.AUDIT_CHAIN_BROKEN, flaw, 1, 0)));
        if (isMissing(AUDIT_KEYS)) {
            findings.add(new Finding(Check.AUDIT_KEY_MISSING, AUDIT_KEYS, 1, 0));
        }
        if (isMissing(PAGING_KEY)) {
            findings.add(new Finding(Check.CURSOR_KEY_MISSING, PAGING_KEY, 1, 0));
        }
        return findings;
    }

    private boolean isMissing(String setting) {
        return settings.getProperty(setting, "").isBlank();
    }
}
