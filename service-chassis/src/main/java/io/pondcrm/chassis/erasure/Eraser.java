package io.pondcrm.chassis.erasure;

import java.util.Collection;

/** What one feature keeps of people, and how it throws it away. */
public interface Eraser {

    /** What it is, as a receipt names it: {@code timeline}, for example. No two have one name. */
    String erases();

    /**
     * Throws away all that is kept under these ids, or what tells whose it was where a sum has to
     * stay. It is called again after a crash, half a minute later and at each start of the service:
     * doing it twice must do no harm, also when the first time ended half-way.
     *
     * @param ids of customers: of one person, or of many when the service starts
     * @return how many things that was; 0 if nothing was there
     */
    long erase(Collection<String> ids);
}
