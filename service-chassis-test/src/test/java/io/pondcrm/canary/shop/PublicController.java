package io.pondcrm.canary.shop;

import io.pondcrm.canary.shop.domain.KnowsSpring;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Breaks rules 4, 8 and 9. */
@RestController
public class PublicController {
    @GetMapping("/canary")
    ResponseEntity<KnowsSpring> aggregate() {
        return ResponseEntity.of(ProblemDetail.forStatus(409)).build();
    }
}
