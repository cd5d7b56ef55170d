package io.pondcrm.engagement.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.pondcrm.engagement.mail.domain.HandOver;
import io.pondcrm.engagement.mail.domain.Mail;
import io.pondcrm.engagement.mail.domain.Mailer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/**
 * Hands mails over by SMTP. Tried again only where the server certainly has not got the mail; a
 * connection that breaks later leaves it in doubt, and that is said.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2.5">RFC 5321, section 4.2.5</a>:
 *     the server is responsible for a mail from its answer to the end of data on
 */
@Component
class SmtpMailer implements Mailer, AutoCloseable {

    static final String NAME = "smtp";

    /** Says which copy it is, from the second on. */
    static final String COPY_HEADER = "X-Pond-Copy";

    private static final int PERMANENT = 500;
    private static final int ANSWERED = 400;
    private static final int DOUBLED = 2;

    private final JavaMailSender sender;
    private final InternetAddress from;
    private final Retry retry;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final TimeLimiter limiter;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("smtp-", 0).factory());

    SmtpMailer(JavaMailSender sender, MailSettings settings, CircuitBreakerRegistry breakers)
            throws AddressException {
        this.sender = sender;
        this.from = new InternetAddress(settings.from(), true);
        this.retry =
                Retry.of(
                        NAME,
                        RetryConfig.<HandOver>custom()
                                .maxAttempts(settings.attempts())
                                .intervalFunction(
                                        IntervalFunction.ofExponentialRandomBackoff(
                                                settings.backoff(), DOUBLED))
                                .retryOnResult(HandOver.NotTaken.class::isInstance)
                                .retryOnException(_ -> false)
                                .build());
        this.breaker =
                breakers.circuitBreaker(
                        NAME,
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(20)
                                .minimumNumberOfCalls(10)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(Duration.ofSeconds(5))
                                .permittedNumberOfCallsInHalfOpenState(3)
                                .recordResult(it ->
                                        it instanceof HandOver.NotTaken
                                                || it instanceof HandOver.InDoubt)
                                .build());
        this.bulkhead =
                Bulkhead.of(
                        NAME,
                        BulkheadConfig.custom()
                                .maxConcurrentCalls(settings.connections())
                                .maxWaitDuration(settings.mailTimeout())
                                .build());
        this.limiter =
                TimeLimiter.of(settings.mailTimeout().dividedBy(Math.max(1, settings.attempts())));
    }

    @Override
    public HandOver handOver(Mail mail) {
        try {
            return retry.executeCallable(() ->
                    breaker.executeCallable(() ->
                            bulkhead.executeCallable(() ->
                                    limiter.executeFutureSupplier(
                                            () -> threads.submit(() -> send(mail))))));
        } catch (CallNotPermittedException | BulkheadFullException notTried) {
            return new HandOver.NotTaken(notTried.getClass().getSimpleName());
        } catch (TimeoutException _) {
            return new HandOver.InDoubt("TIMEOUT");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new HandOver.InDoubt("INTERRUPTED");
        } catch (Exception failure) {
            return new HandOver.InDoubt(failure.getClass().getSimpleName());
        }
    }

    private HandOver send(Mail mail) {
        MimeMessage message;
        try {
            message = written(mail);
        } catch (MessagingException unreadable) {
            return new HandOver.Refused("ADDRESS_UNREADABLE");
        }
        try {
            sender.send(message);
            return new HandOver.TakenOver();
        } catch (MailAuthenticationException _) {
            return new HandOver.NotTaken("AUTHENTICATION");
        } catch (MailSendException failure) {
            return meaning(failure);
        } catch (MailException failure) {
            return new HandOver.InDoubt(failure.getClass().getSimpleName());
        }
    }

    private MimeMessage written(Mail mail) throws MessagingException {
        var message = sender.createMimeMessage();
        var parts = new MimeMessageHelper(message, false, UTF_8.name());
        parts.setFrom(from);
        parts.setTo(new InternetAddress(mail.to(), true));
        parts.setSubject(mail.subject());
        parts.setText(mail.text());
        message.setHeader("Content-Language", mail.locale());
        // Kept by the sender where it is set: the same in each copy.
        message.setHeader("Message-ID", "<" + mail.messageId() + "@" + domain() + ">");
        if (mail.copy() > 1) {
            message.setHeader(COPY_HEADER, String.valueOf(mail.copy()));
        }
        return message;
    }

    private String domain() {
        var address = from.getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** What a failure says about where the mail is now. */
    static HandOver meaning(MailSendException failure) {
        if (failure.getFailedMessages().isEmpty()) {
            // Only the good-bye failed: the mail was taken over before.
            return new HandOver.TakenOver();
        }
        var cause = failure.getCause();
        if (cause != null
                && Arrays.stream(failure.getMessageExceptions()).allMatch(it -> it == cause)) {
            // It came to no connection, so nothing was handed over. (Where a good-bye fails after
            // the mail did, the cause is another one.)
            return new HandOver.NotTaken("CONNECTION");
        }
        for (var each : failure.getMessageExceptions()) {
            var code = code(each);
            if (code.isPresent()) {
                return code.getAsInt() >= PERMANENT
                        ? new HandOver.Refused("CODE_" + code.getAsInt())
                        : new HandOver.NotTaken("CODE_" + code.getAsInt());
            }
        }
        return new HandOver.InDoubt("CONNECTION_LOST");
    }

    /** The server's answer code; empty where it gave none, because the connection broke. */
    private static OptionalInt code(@Nullable Exception failure) {
        for (var each = failure;
                each != null;
                each = each instanceof MessagingException it ? it.getNextException() : null) {
            var code =
                    switch (each) {
                        case SMTPAddressFailedException it -> it.getReturnCode();
                        case SMTPSenderFailedException it -> it.getReturnCode();
                        case SMTPSendFailedException it -> it.getReturnCode();
                        default -> 0;
                    };
            if (code >= ANSWERED) {
                return OptionalInt.of(code);
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
