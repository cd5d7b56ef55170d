package io.pondcrm.local.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which keys one document has in an index. An array gives one key per element; fields below the
 * same array are taken from the same element, so {@code {ids.system, ids.key}} is one pair each.
 */
final class IndexKeys {

    private static final Object MISSING = Missing.getInstance();

    private final String[][] paths;
    private final boolean[] ascending;
    private final boolean sparse;
    private final boolean[] multikey;
    private final KeyWriter writer = new KeyWriter();

    IndexKeys(List<String> fields, boolean[] ascending, boolean sparse) {
        this.paths = fields.stream().map(IndexKeys::split).toArray(String[][]::new);
        this.ascending = ascending;
        this.sparse = sparse;
        this.multikey = new boolean[paths.length];
    }

    static String[] split(String field) {
        return field.split("\\.", -1);
    }

    /** Whether some document has had an array on the way to this part's value. */
    boolean isMultikey(int part) {
        return multikey[part];
    }

    boolean isMultikey() {
        for (boolean multi : multikey) {
            if (multi) {
                return true;
            }
        }
        return false;
    }

    List<byte[]> of(Document document) {
        @Nullable Object[] at = new Object[paths.length];
        Arrays.fill(at, document);
        var keys = new ArrayList<byte[]>(1);
        expand(at, new int[paths.length], new boolean[paths.length], keys);
        return keys.size() < 2 ? keys : distinct(keys);
    }

    private static List<byte[]> distinct(List<byte[]> keys) {
        var distinct = new TreeSet<byte[]>(Arrays::compareUnsigned);
        distinct.addAll(keys);
        return List.copyOf(distinct);
    }

    /** Walks every part down to its value or its first array, then once per element. */
    private void expand(@Nullable Object[] at, int[] step, boolean[] element, List<byte[]> keys) {
        List<?> array = null;
        int arrayPart = -1;
        for (int part = 0; part < paths.length; part++) {
            descend(at, step, element, part);
            if (at[part] instanceof List<?> list && !element[part]) {
                if (array == null) {
                    array = list;
                    arrayPart = part;
                } else if (array != list) {
                    throw new CannotIndexParallelArraysError(
                            List.of(lastName(part), lastName(arrayPart)));
                }
            }
        }
        if (array == null) {
            write(at, keys);
            return;
        }
        List<?> elements = array.isEmpty() ? List.of(KeyWriter.EMPTY_ARRAY) : array;
        for (Object value : elements) {
            @Nullable Object[] nextAt = at.clone();
            int[] nextStep = step.clone();
            boolean[] nextElement = element.clone();
            for (int part = 0; part < paths.length; part++) {
                if (at[part] == array && !element[part]) {
                    multikey[part] = true;
                    nextAt[part] = value;
                    nextElement[part] = true;
                }
            }
            expand(nextAt, nextStep, nextElement, keys);
        }
    }

    private void descend(@Nullable Object[] at, int[] step, boolean[] element, int part) {
        String[] path = paths[part];
        while (step[part] < path.length) {
            String name = path[step[part]];
            if (at[part] instanceof Document document) {
                at[part] = document.getOrMissing(name);
            } else if (at[part] instanceof List<?> list) {
                if (!isPosition(name)) {
                    if (!element[part]) {
                        return;
                    }
                    at[part] = MISSING;
                } else {
                    int position = Integer.parseInt(name);
                    at[part] = position < list.size() ? list.get(position) : MISSING;
                }
            } else {
                at[part] = MISSING;
            }
            element[part] = false;
            step[part]++;
        }
    }

    private void write(@Nullable Object[] values, List<byte[]> keys) {
        if (sparse && Arrays.stream(values).allMatch(value -> value == MISSING)) {
            return;
        }
        writer.clear();
        for (int part = 0; part < values.length; part++) {
            writer.value(values[part], ascending[part]);
        }
        keys.add(writer.toBytes());
    }

    private String lastName(int part) {
        return paths[part][paths[part].length - 1];
    }

    static boolean isPosition(String name) {
        return !name.isEmpty()
                && name.length() < 10
                && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
