package io.pondcrm.chassis.search;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.kernel.filter.FieldCatalog;
import io.pondcrm.kernel.filter.FieldCatalog.Type;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Parsing;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Where the fields of a filter lie in a collection's documents. Immutable: keep one in a constant.
 *
 * <p>The criteria hold only operators and paths that are written here, and values of plain types:
 * nothing that a caller sends becomes an operator. The result equals {@link Filter#matches} on the
 * same fields, given that numbers and money are stored as BSON numbers (Decimal128, int, long),
 * instants as dates and sets as arrays.
 */
public final class SearchFields {

    private record Place(String path, UnaryOperator<Object> stored) {}

    private final FieldCatalog catalog;
    private final Map<String, Place> places;

    private SearchFields(FieldCatalog catalog, Map<String, Place> places) {
        this.catalog = catalog;
        this.places = places;
    }

    /** Every field lies under its own name, unless {@code at} says otherwise. */
    public static SearchFields of(FieldCatalog catalog) {
        return new SearchFields(catalog, Map.of());
    }

    /**
     * @param path dotted, names as stored, for example {@code spend.amount}
     */
    public SearchFields at(String field, String path) {
        return at(field, path, UnaryOperator.identity());
    }

    /**
     * @param stored makes what documents hold from what a filter says, for example {@code
     *     Object::toString} for a date kept as text; must keep the order and tell different values
     *     apart
     */
    public SearchFields at(String field, String path, UnaryOperator<Object> stored) {
        if (catalog.findType(field).isEmpty()) {
            throw new IllegalArgumentException("Not in the catalog: " + field);
        }
        var more = new HashMap<>(places);
        more.put(field, new Place(path, stored));
        return new SearchFields(catalog, more);
    }

    public FieldCatalog catalog() {
        return catalog;
    }

    /**
     * Reads the filter that a request carries.
     *
     * @param tree the body or a part of it, as JSON parsing leaves it
     * @throws ProblemException 422 {@code filter-not-valid} that names each fault
     */
    public Filter read(@Nullable Object tree) {
        return read(tree, "");
    }

    /**
     * @param pointer where in the body the filter lies, for example {@code /filter}
     */
    public Filter read(@Nullable Object tree, String pointer) {
        return switch (Filter.parse(tree, catalog)) {
            case Parsing.Valid valid -> valid.filter();
            case Parsing.Invalid invalid ->
                    throw SearchProblem.FILTER_NOT_VALID.exception(errors(invalid, pointer));
        };
    }

    /** The faults of a filter as field errors, for answers that report them among others. */
    public static List<FieldError> errors(Parsing.Invalid invalid, String pointer) {
        return invalid.faults().stream()
                .map(fault ->
                        new FieldError(
                                pointer + fault.pointer(),
                                fault.code().wireName(),
                                SearchProblem.textOf(fault.code())))
                .toList();
    }

    /** The filter as MongoDB is asked. */
    public Criteria criteria(Filter filter) {
        return switch (filter) {
            case Filter.All all ->
                    all.of().isEmpty()
                            ? new Criteria()
                            : new Criteria()
                                    .andOperator(all.of().stream().map(this::criteria).toList());
            case Filter.Any any ->
                    new Criteria().orOperator(any.of().stream().map(this::criteria).toList());
            case Filter.Not not -> new Criteria().norOperator(criteria(not.of()));
            case Filter.Compare compare -> criteria(compare);
            case Filter.In in ->
                    at(in.operand()).in(in.values().stream().map(it -> stored(in, it)).toList());
            case Filter.Exists exists -> criteria(exists);
        };
    }

    private Criteria criteria(Filter.Compare compare) {
        var field = at(compare.operand());
        var value = stored(compare, compare.value());
        return switch (compare.operator()) {
            case EQ, CONTAINS -> field.is(value);
            case NE -> field.ne(value);
            case GT -> field.gt(value);
            case GTE -> field.gte(value);
            case LT -> field.lt(value);
            case LTE -> field.lte(value);
            case STARTS_WITH -> field.regex("^" + literally(value.toString()));
            case IN, EXISTS -> throw new IllegalStateException(compare.operator().name());
        };
    }

    private Criteria criteria(Filter.Exists exists) {
        var field = at(exists.operand());
        if (catalog.findType(exists.operand().name()).orElseThrow() == Type.TEXT_SET) {
            return Criteria.where(field.getKey() + ".0").exists(exists.present());
        }
        return exists.present() ? field.ne(null) : field.is(null);
    }

    /** Events lie in no document that is searched, so that a catalog for searches has none. */
    private Criteria at(Filter.Operand operand) {
        if (!(operand instanceof Filter.Field(var field)) || catalog.findType(field).isEmpty()) {
            throw new IllegalArgumentException("Not in the catalog: " + operand.canonical());
        }
        var place = places.get(field);
        return Criteria.where(place == null ? field : place.path());
    }

    private Object stored(Filter.Comparison comparison, Object value) {
        var place = places.get(comparison.operand().canonical());
        var stored = place == null ? value : place.stored().apply(value);
        return stored instanceof BigDecimal number ? new Decimal128(number) : stored;
    }

    /** A pattern that matches this text only, in a form whose prefix an index can serve. */
    private static String literally(String text) {
        var pattern = new StringBuilder();
        text.codePoints()
                .forEach(point -> {
                    if (point < 128 && !Character.isLetterOrDigit(point)) {
                        pattern.append('\\');
                    }
                    pattern.appendCodePoint(point);
                });
        return pattern.toString();
    }
}
