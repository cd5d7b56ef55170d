package io.pondcrm.segmentation.benefit.domain;

import java.util.List;

/** The catalogue of benefits. */
public interface Benefits {

    /** So many a company may have; all of them are looked at for each customer. */
    int MAX_BENEFITS = 200;

    /** All of them, oldest first. */
    List<Benefit> listAll();
}
