package io.pondcrm.chassis.test;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.bson.BsonValue;

/**
 * Listens to what a service sends to its store for operators that a caller made (S5): their
 * operands carry a mark that no code of ours uses. Every {@link PondTest} has one; it looks at
 * nothing until it is told to watch.
 */
public final class CallerOperators implements CommandListener {

    /** With a number behind it, what a caller's operand is. */
    public static final String MARK = "pond-injected-";

    private static final Pattern OPERAND = Pattern.compile(Pattern.quote(MARK) + "\\d+");

    private final Queue<String> found = new ConcurrentLinkedQueue<>();
    private volatile boolean watching;

    /** From now on commands are looked at. */
    public void watch() {
        found.clear();
        watching = true;
    }

    /**
     * Ends watching.
     *
     * @return the commands that an operator, or a path, of a caller's reached; empty for none
     */
    public List<String> found() {
        watching = false;
        return List.copyOf(found);
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (watching && holdsOperator(event.getCommand())) {
            found.add(event.getCommandName() + " " + event.getCommand().toJson());
        }
    }

    private static boolean holdsOperator(BsonValue value) {
        if (value.isArray()) {
            return value.asArray().stream().anyMatch(CallerOperators::holdsOperator);
        }
        return value.isDocument()
                && value.asDocument().entrySet().stream()
                        .anyMatch(it ->
                                isOperator(it.getKey(), it.getValue())
                                        || holdsOperator(it.getValue()));
    }

    private static boolean isOperator(String name, BsonValue operand) {
        return name.contains(MARK) && name.contains(".")
                || name.contains("$")
                        && (isMarked(operand)
                                || operand.isArray()
                                        && operand.asArray().stream()
                                                .anyMatch(CallerOperators::isMarked));
    }

    private static boolean isMarked(BsonValue operand) {
        return operand.isString() && OPERAND.matcher(operand.asString().getValue()).matches();
    }
}
