package io.pondcrm.canary.basket;

import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Breaks rule 9: what an exception becomes is the chassis' to say. */
@RestControllerAdvice
class CatchesAll {}
