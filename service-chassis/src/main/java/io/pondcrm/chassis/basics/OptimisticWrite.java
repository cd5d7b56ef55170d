package io.pondcrm.chassis.basics;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Reads, decides, stores, and begins again when another writer got in first. Between attempts it
 * waits a random while, twice as long at most each time, so that of many who write the same
 * document each gets its turn.
 */
public final class OptimisticWrite {

    private static final int ATTEMPTS = 50;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final int DOUBLINGS = 5;

    private OptimisticWrite() {}

    /**
     * Repeats an attempt until it is through.
     *
     * @param what names what is written, for the error, for example {@code A case}
     * @param attempt reads anew each time, and may have no side effect but its own conditional
     *     write; empty says that another writer got in first
     * @return what the last attempt returned
     * @throws OptimisticLockingFailureException if others got in first 50 times running
     */
    public static <T> T until(String what, Supplier<Optional<T>> attempt) {
        for (var failed = 0; failed < ATTEMPTS; failed++) {
            pause(failed);
            var outcome = attempt.get();
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        throw tooManyOthers(what);
    }

    /**
     * The same for many at once.
     *
     * @param all what is to be written
     * @param attempt writes what it is given and returns those for which another writer got in
     *     first
     * @throws OptimisticLockingFailureException if some are left after 50 attempts
     */
    public static <C extends Collection<?>> void all(String what, C all, UnaryOperator<C> attempt) {
        var left = all;
        for (var failed = 0; !left.isEmpty(); failed++) {
            if (failed == ATTEMPTS) {
                throw tooManyOthers(what);
            }
            pause(failed);
            left = attempt.apply(left);
        }
    }

    private static OptimisticLockingFailureException tooManyOthers(String what) {
        return new OptimisticLockingFailureException(
                "%s was changed %d times running by others".formatted(what, ATTEMPTS));
    }

    private static void pause(int failed) {
        if (failed > 0) {
            var longest = FIRST_PAUSE.toNanos() << Math.min(failed - 1, DOUBLINGS);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
        }
    }
}
