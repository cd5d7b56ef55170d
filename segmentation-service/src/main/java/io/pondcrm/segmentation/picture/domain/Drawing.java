package io.pondcrm.segmentation.picture.domain;

import java.awt.Color;
import java.awt.Graphics2D;

/**
 * What a feature draws on. Lengths are in the sheet's units, from its top left corner; texts lie
 * above all shapes.
 */
public interface Drawing {

    /** Everything but texts. */
    Graphics2D shapes();

    /**
     * Writes a line. Where it begins is settled by whoever shows the picture, with the letters they
     * have: in the middle is in the middle, in each language.
     *
     * @param y of the line the letters stand on
     * @param text any text; what a picture can't hold is shown as a replacement character
     */
    void text(Letters letters, int x, int y, String text);

    /**
     * Writes a line that programs can find.
     *
     * @param id unique in the picture
     */
    void text(String id, Letters letters, int x, int y, String text);

    /** How a line looks. */
    record Letters(int size, boolean bold, Align align, Color color) {}

    /** Which part of a line stands at its place. */
    enum Align {
        START,
        MIDDLE,
        END
    }
}
