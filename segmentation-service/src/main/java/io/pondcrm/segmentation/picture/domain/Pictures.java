package io.pondcrm.segmentation.picture.domain;

import java.util.Locale;
import java.util.function.Consumer;

/** Turns drawings into pictures that scale. */
public interface Pictures {

    /**
     * Draws.
     *
     * @return a whole SVG 1.1 document in UTF-8 without scripts and without references to anything
     *     outside of it, whatever the texts say
     */
    byte[] svg(Sheet sheet, Consumer<Drawing> drawing);

    /**
     * What is drawn on.
     *
     * @param title what the picture is, also for readers who don't see it
     * @param description what is to be seen in it
     */
    record Sheet(int width, int height, Locale language, String title, String description) {}
}
