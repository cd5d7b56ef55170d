package io.pondcrm.engagement;

import io.pondcrm.chassis.test.FaultProxy;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.local.mail.Mail;
import io.pondcrm.local.mail.MailSink;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service as it runs, with a real mail sink and stubs of those that it asks. */
@PondTest(shared = "engagement")
@SpringBootTest(
        properties = {
            "pond.sending.poll=PT0.1S",
            "pond.sending.lease=PT15S",
            "pond.care.interval=PT0.2S",
            "pond.loyalty.interval=PT0.2S",
            "pond.campaigns.launch-watch=PT0.1S",
            "pond.jobs.pause=200ms"
        })
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
public abstract class EngagementTest {

    protected static final StubCustomers CUSTOMERS = new StubCustomers();
    protected static final StubSegments SEGMENTS = new StubSegments();
    protected static final MailSink SINK = MailSink.start(0);
    protected static final FaultProxy SMTP = FaultProxy.before(SINK.port());

    static {
        // The mail server's threads complain of connections that a test cuts.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    @Autowired protected Wire wire;
    @Autowired protected TestEvents events;
    @Autowired protected TestClock clock;

    @DynamicPropertySource
    static void surroundings(DynamicPropertyRegistry properties) {
        properties.add("pond.contact-cards.url", CUSTOMERS::url);
        properties.add("pond.contact-cards.token-uri", () -> CUSTOMERS.url() + "/oauth2/token");
        properties.add("pond.contact-cards.client-secret", () -> "secret");
        properties.add("pond.segment-members.url", SEGMENTS::url);
        properties.add("spring.mail.port", SMTP::port);
    }

    @BeforeEach
    void everybodyIsWell() {
        CUSTOMERS.failWith(0);
        SEGMENTS.failWith(0);
        SMTP.heal();
    }

    /** A customer who may be addressed. */
    protected static CustomerId addressable() {
        return customer(StubCustomers.Card.granted());
    }

    protected static CustomerId customer(StubCustomers.Card card) {
        var customer = TestEvents.newCustomer();
        CUSTOMERS.say(customer, card);
        return customer;
    }

    /** What a customer found in the mail box. */
    protected static List<Mail> mailsTo(CustomerId customer) {
        return SINK.list().stream()
                .filter(it -> it.to().equals(StubCustomers.addressOf(customer)))
                .toList();
    }
}
