package io.pondcrm.customer.identity.domain;

import java.math.BigDecimal;

/**
 * Each way in which the comparison of one field can come out, with how often it does. Of each field
 * exactly one rule fires, or none where one side says nothing: silence is no evidence.
 *
 * <p>The u of a field are counted on values, not estimated from data: a day of birth is one of some
 * 20,000 (55 years), two of its three parts agree in 1/660 + 1/1,650 + 1/365 of pairs; a mailbox or
 * a phone number is shared within a household; half of all people have the same gender. The m are
 * rates of error and of change as the literature reports them, see Christen, Data Matching (2012),
 * chapter 5, and Herzog, Scheuren, Winkler, Data Quality and Record Linkage Techniques (2007),
 * chapter 9. Over the rules of a field, m and u each sum to 1.
 */
public enum MatchRule {
    EXTERNAL_ID_EQUAL(Field.EXTERNAL_ID, "0.95", "0.000001"),
    /** One system has two keys for them: it tells them apart itself, unless it has doubles. */
    EXTERNAL_ID_DIFFERENT(Field.EXTERNAL_ID, "0.05", "0.999999"),

    NAME_EQUAL(Field.NAME, "0.82", "0.0005"),
    /** Other characters or another script, read the same: 王小明, 王晓明, Wang Xiaoming. */
    NAME_READ_EQUAL(Field.NAME, "0.06", "0.0015"),
    /** A likeness by Jaro and Winkler of 0.92 or more. */
    NAME_SIMILAR(Field.NAME, "0.05", "0.003"),
    /** A likeness of 0.88 or more, one name within the other, or one character of three. */
    NAME_CLOSE(Field.NAME, "0.03", "0.015"),
    NAME_DIFFERENT(Field.NAME, "0.04", "0.98"),

    BIRTH_DATE_EQUAL(Field.BIRTH_DATE, "0.95", "0.00005"),
    /** Two of year, month and day agree, or day and month changed places. */
    BIRTH_DATE_PARTLY(Field.BIRTH_DATE, "0.03", "0.005"),
    BIRTH_DATE_DIFFERENT(Field.BIRTH_DATE, "0.02", "0.99495"),

    PHONE_EQUAL(Field.PHONE, "0.75", "0.0001"),
    PHONE_DIFFERENT(Field.PHONE, "0.25", "0.9999"),

    EMAIL_EQUAL(Field.EMAIL, "0.70", "0.00005"),
    /** Other ways to write the address of one mailbox. */
    EMAIL_SAME_MAILBOX(Field.EMAIL, "0.05", "0.00005"),
    /** One host, and a likeness by Jaro and Winkler of 0.95 or more before it. */
    EMAIL_SIMILAR(Field.EMAIL, "0.03", "0.0005"),
    EMAIL_DIFFERENT(Field.EMAIL, "0.22", "0.9994"),

    WECHAT_EQUAL(Field.WECHAT, "0.80", "0.00001"),
    WECHAT_DIFFERENT(Field.WECHAT, "0.20", "0.99999"),

    /** Of all pieces of both addresses, four of five are in both. */
    ADDRESS_EQUAL(Field.ADDRESS, "0.55", "0.0005"),
    /** Half of them are. */
    ADDRESS_SIMILAR(Field.ADDRESS, "0.20", "0.005"),
    ADDRESS_DIFFERENT(Field.ADDRESS, "0.25", "0.9945"),

    REGION_EQUAL(Field.REGION, "0.90", "0.05"),
    REGION_DIFFERENT(Field.REGION, "0.10", "0.95"),

    GENDER_EQUAL(Field.GENDER, "0.98", "0.50"),
    GENDER_DIFFERENT(Field.GENDER, "0.02", "0.50");

    /** What is compared. */
    public enum Field {
        EXTERNAL_ID,
        NAME,
        BIRTH_DATE,
        PHONE,
        EMAIL,
        WECHAT,
        ADDRESS,
        REGION,
        GENDER
    }

    private final Field field;
    private final BigDecimal m;
    private final BigDecimal u;
    private final BigDecimal weight;

    MatchRule(Field field, String m, String u) {
        this.field = field;
        this.m = new BigDecimal(m);
        this.u = new BigDecimal(u);
        weight = ScoreWeight.of(this.m, this.u);
    }

    public Field field() {
        return field;
    }

    /** The share of pairs of one person in which the comparison comes out so. */
    public BigDecimal m() {
        return m;
    }

    /** The share of pairs of two persons in which it does. */
    public BigDecimal u() {
        return u;
    }

    /** What it adds to the score, in bits; less than 0 if it speaks against. */
    public BigDecimal weight() {
        return weight;
    }
}
