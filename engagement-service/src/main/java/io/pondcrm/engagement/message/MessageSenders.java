package io.pondcrm.engagement.message;

import io.pondcrm.engagement.message.domain.Mailing;
import io.pondcrm.engagement.message.domain.Mailings;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks for messages whose turn has come and lets a fixed number of threads deal with them, each
 * with one at a time. Several instances may do so at once: what one has taken up, the store refuses
 * to the other.
 */
@Component
class MessageSenders implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MessageSenders.class);
    private static final int LISTED = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Messages messages;
    private final List<Mailings> mailings;
    private final SendMessage sendMessage;
    private final SendingSettings settings;
    private final Clock clock;
    private final BlockingQueue<Work> queue;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    private record Work(Message message, Mailing mailing) {}

    MessageSenders(
            Messages messages,
            List<Mailings> mailings,
            SendMessage sendMessage,
            SendingSettings settings,
            Clock clock) {
        this.messages = messages;
        this.mailings = List.copyOf(mailings);
        this.sendMessage = sendMessage;
        this.settings = settings;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(settings.threads());
    }

    @Override
    public void start() {
        running = true;
        threads.add(Thread.ofVirtual().name("message-lister").start(this::list));
        for (var number = 0; number < settings.threads(); number++) {
            threads.add(Thread.ofVirtual().name("message-sender-" + number).start(this::send));
        }
    }

    /** Lets each thread finish its message: who is interrupted over a mail leaves it in doubt. */
    @Override
    public void stop() {
        running = false;
        for (var thread : threads) {
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void list() {
        while (running) {
            try {
                var found = 0;
                for (var each : mailings) {
                    for (var mailing : each.listActive()) {
                        found += offer(each, mailing);
                    }
                }
                if (found == 0) {
                    Thread.sleep(settings.poll());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failure) {
                LOG.warn("Messages wait: {}", failure.getClass().getSimpleName());
                LOG.debug("Messages wait", failure);
                pause();
            }
        }
    }

    private int offer(Mailings owner, Mailing mailing) throws InterruptedException {
        if (mailing.stopped()) {
            // Again at each look: a sender that knew it as running may have put one off meanwhile.
            messages.bringForward(mailing.source(), clock.instant());
        }
        var due = new ArrayList<>(messages.listDue(mailing.source(), clock.instant(), LISTED));
        if (due.isEmpty()) {
            if (!messages.hasOpen(mailing.source())) {
                owner.exhausted(mailing.source());
            }
            return 0;
        }
        // So that several instances seldom meet.
        Collections.shuffle(due);
        var offered = 0;
        for (var message : due) {
            if (underWay.add(message.id())) {
                offered++;
                while (!queue.offer(
                        new Work(message, mailing),
                        settings.poll().toMillis(),
                        TimeUnit.MILLISECONDS)) {
                    if (!running) {
                        return offered;
                    }
                }
            }
        }
        return offered;
    }

    private void send() {
        while (running) {
            try {
                var work = queue.poll(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
                if (work != null) {
                    send(work);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(Work work) {
        try {
            sendMessage.handle(work.message(), work.mailing());
        } catch (RuntimeException failure) {
            // It stays due, and is listed again.
            LOG.warn(
                    "Message {} waits: {}",
                    work.message().id(),
                    failure.getClass().getSimpleName());
            LOG.debug("Message {} waits", work.message().id(), failure);
            pause();
        } finally {
            underWay.remove(work.message().id());
        }
    }

    private void pause() {
        try {
            Thread.sleep(settings.poll());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
