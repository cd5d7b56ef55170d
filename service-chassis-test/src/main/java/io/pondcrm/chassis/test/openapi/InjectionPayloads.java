package io.pondcrm.chassis.test.openapi;

import io.pondcrm.chassis.test.CallerOperators;
import java.util.ArrayList;
import java.util.List;

/**
 * What attackers send where a text is expected, to make the store run their operators (ASVS 1.2.4).
 */
public final class InjectionPayloads {

    /** All that MongoDB and its extended JSON read something into. */
    private static final List<String> OPERATORS =
            List.of(
                    ("eq ne gt gte lt lte in nin and or nor not exists type expr jsonSchema mod"
                                    + " regex options text search where all elemMatch size"
                                    + " bitsAllClear bitsAllSet bitsAnyClear bitsAnySet slice meta"
                                    + " comment natural query orderby explain hint set unset inc"
                                    + " mul min max rename setOnInsert currentDate addToSet pop"
                                    + " pull push pullAll each position sort bit function"
                                    + " accumulator lookup graphLookup out merge group match"
                                    + " project addFields unwind facet literal getField toInt"
                                    + " concat cond ref id db oid date timestamp numberLong"
                                    + " numberDecimal binary regularExpression code symbol"
                                    + " undefined minKey maxKey")
                            .split(" "));

    private static final List<String> MARKED = withMarks();

    private InjectionPayloads() {}

    /** JSON values in the place of a text. */
    public static List<String> json() {
        return List.of(
                "{\"$ne\":null}",
                "{\"$gt\":\"\"}",
                "{\"$regex\":\".*\"}",
                "{\"$where\":\"sleep(1000)\"}",
                "{\"$exists\":true}",
                "{\"$expr\":{\"$eq\":[1,1]}}",
                "{\"$function\":{\"body\":\"while(1);\",\"args\":[],\"lang\":\"js\"}}",
                "{\"$set\":{\"version\":99}}",
                "[\"x\",\"y\"]",
                "{\"a.b\":\"x\"}",
                "{\"\":\"x\"}");
    }

    /** More than 300 JSON values with an operator whose operand {@link CallerOperators} knows. */
    static List<String> marked() {
        return MARKED;
    }

    private static List<String> withMarks() {
        var all = new ArrayList<String>();
        for (var operator : OPERATORS) {
            var made = "{\"$" + operator + "\":\"" + CallerOperators.MARK + all.size() + "\"}";
            all.add(made);
            all.add("[" + made + "]");
            all.add("{\"region\":" + made + "}");
            all.add(made.replace("{\"$", "{\"region.$"));
        }
        return List.copyOf(all);
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
