package io.pondcrm.local.mail;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    Mails mails() {
        return new Mails();
    }

    @Bean(initMethod = "start")
    SmtpServer smtpServer(@Value("${pond.mail.port}") int port, Mails mails, Clock clock) {
        return new SmtpServer(port, mails, clock);
    }
}
