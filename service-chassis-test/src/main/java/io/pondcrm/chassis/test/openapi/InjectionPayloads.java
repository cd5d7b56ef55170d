package io.pondcrm.chassis.test.openapi;

import java.util.List;

/**
 * What attackers send where a text is expected, to make the store run their operators (ASVS 1.2.4).
 */
public final class InjectionPayloads {

    private InjectionPayloads() {}

    /** JSON values in the place of a text. */
    public static List<String> json() {
        return List.of(
                "{\"$ne\":\"x\"}",
                "{\"$ne\":null}",
                "{\"$gt\":\"\"}",
                "{\"$regex\":\".*\"}",
                "{\"$where\":\"sleep(1000)\"}",
                "{\"$exists\":true}",
                "{\"$in\":[\"x\",\"y\"]}",
                "{\"$expr\":{\"$eq\":[1,1]}}",
                "{\"$function\":{\"body\":\"while(1);\",\"args\":[],\"lang\":\"js\"}}",
                "{\"$set\":{\"version\":99}}",
                "[\"x\",\"y\"]",
                "[{\"$ne\":\"x\"}]",
                "{\"a.b\":\"x\"}",
                "{\"\":\"x\"}");
    }

    /** Texts that would break out of a query that is put together as text. */
    public static List<String> text() {
        return List.of(
                "$where",
                "{\"$ne\":\"x\"}",
                "{$gt:''}",
                "a.b.c",
                "$version",
                "__proto__",
                "' || '1'=='1",
                "\"; return true; var x=\"",
                "x\u0000y",
                "(a+)+$",
                ".*",
                "[a-z",
                "\\",
                "%00",
                "..%2f..%2f",
                "\u202egpj",
                "1); db.dropDatabase(); (1",
                "x' && this.a=='b");
    }
}
