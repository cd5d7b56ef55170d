package io.pondcrm.customer.profile.domain;

/** How names of other scripts are read in Latin letters. */
@FunctionalInterface
public interface Romanization {

    /**
     * A name as it is read: lower-case Latin letters without accents or tones, Chinese as pinyin;
     * what has no reading stays. Words stay apart, the characters of a Chinese word are not: {@code
     * 王小明} is {@code wangxiaoming}.
     */
    String of(String name);
}
