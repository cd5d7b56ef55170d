package io.pondcrm.churn.facts.domain;

import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** Customers and purchases for tests. */
public final class Fixtures {

    public static final CustomerId ADA = CustomerId.of(new UUID(0x0190_0000_0000_7000L, 1));
    public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    public static final ChurnDefinition OWN_RHYTHM = ChurnDefinition.main(SHANGHAI, "CNY");

    private Fixtures() {}

    public static Purchase sale(String id, Instant at, String amount) {
        return new Purchase(id, 1, true, at, new BigDecimal(amount), "CNY");
    }

    public static Purchase refund(String id, Instant at, String amount) {
        return new Purchase(id, 1, false, at, new BigDecimal(amount), "CNY");
    }

    /** What is known of Ada after these facts. */
    public static CustomerFacts facts(List<? extends Fact> facts) {
        return CustomerFacts.nothingAbout(ADA).learn(facts);
    }

    /** What is known of Ada if she bought for 100 CNY at each of these moments. */
    public static CustomerFacts boughtAt(Instant... moments) {
        return facts(java.util.Arrays.stream(moments).map(Fixtures::bought).toList());
    }

    /** A sale for 100 CNY. */
    public static Fact bought(Instant at) {
        return new Fact.Purchased(sale("txn-" + at, at, "100.00"));
    }
}
