package io.pondcrm.canary.basket;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Breaks rule 14. */
class OldJackson {
    final ObjectMapper json = new ObjectMapper();
}
