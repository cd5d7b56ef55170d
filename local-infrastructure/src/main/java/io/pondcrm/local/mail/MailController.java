package io.pondcrm.local.mail;

import static org.springframework.web.util.HtmlUtils.htmlEscape;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MailController {

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Mails</title>
            <style>body{font:1rem sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
            article{border-top:1px solid #999;padding:1rem 0}pre{white-space:pre-wrap}</style></head>
            <body><h1>%d mails</h1>
            <p>Newest first. Nothing here was delivered to anyone. As JSON: <a href="/mails.json">/mails.json</a></p>
            %s</body></html>
            """;

    private static final String ARTICLE =
            """
            <article><h2>%s</h2><p>%s<br>from %s<br>to %s</p><pre>%s</pre>%s</article>
            """;

    private final Mails mails;

    MailController(Mails mails) {
        this.mails = mails;
    }

    record MailList(List<Mail> items) {}

    @GetMapping(path = "/mails.json", produces = MediaType.APPLICATION_JSON_VALUE)
    MailList list() {
        return new MailList(mails.list());
    }

    @GetMapping(path = "/mails", produces = "text/html;charset=UTF-8")
    ResponseEntity<String> page() {
        var list = mails.list();
        var articles = list.stream().map(MailController::article).collect(Collectors.joining());
        return ResponseEntity.ok()
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .header("Cache-Control", "no-store")
                .body(PAGE.formatted(list.size(), articles));
    }

    @DeleteMapping("/mails")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        mails.clear();
    }

    private static String article(Mail mail) {
        var attachments =
                mail.attachments().isEmpty()
                        ? ""
                        : "<p>attached: %s</p>"
                                .formatted(htmlEscape(String.join(", ", mail.attachments())));
        return ARTICLE.formatted(
                htmlEscape(mail.subject()),
                mail.receivedAt(),
                htmlEscape(mail.from()),
                htmlEscape(mail.to()),
                htmlEscape(mail.text()),
                attachments);
    }
}
