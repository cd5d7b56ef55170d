package io.pondcrm.customer.reconciliation.domain;

import java.util.Arrays;

/**
 * Very many texts, of which only is asked whether they are among them. Eight bytes each: of a
 * million texts, one that is not among them is taken for one that is with a probability below
 * 10⁻¹².
 */
public final class KeySet {

    private long[] marks = new long[1_024];
    private int size;
    private boolean sorted = true;

    public void add(String text) {
        if (size == marks.length) {
            marks = Arrays.copyOf(marks, size * 2);
        }
        marks[size++] = markOf(text);
        sorted = false;
    }

    public boolean contains(String text) {
        if (!sorted) {
            Arrays.sort(marks, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(marks, 0, size, markOf(text)) >= 0;
    }

    /** FNV-1a over characters, then mixed as splitmix64 does. */
    private static long markOf(String text) {
        var mark = 0xcbf2_9ce4_8422_2325L;
        for (var at = 0; at < text.length(); at++) {
            mark = (mark ^ text.charAt(at)) * 0x100_0000_01b3L;
        }
        mark = (mark ^ (mark >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mark = (mark ^ (mark >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mark ^ (mark >>> 31);
    }
}
