package io.pondcrm.chassis.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Runs a consumer for each handler. Starting never waits for the broker: topics are made and
 * consumers begin as soon as it answers, and until then the service serves its API.
 */
class InboxContainers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InboxContainers.class);
    private static final int CONSUMERS = 2;

    private final ConsumerFactory<String, byte[]> consumers;
    private final KafkaAdmin admin;
    private final List<Inbox> inboxes;
    private final TreeSet<String> topics = new TreeSet<>();
    private final List<BeforeEvents> first;
    private final InboxAutoConfiguration.Topics settings;
    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers =
            new ArrayList<>();
    private volatile boolean running;
    private @Nullable Thread starter;

    InboxContainers(
            ConsumerFactory<String, byte[]> consumers,
            KafkaAdmin admin,
            List<Inbox> inboxes,
            List<BeforeEvents> first,
            InboxAutoConfiguration.Topics settings) {
        this.consumers = consumers;
        this.admin = admin;
        this.inboxes = inboxes;
        this.first = List.copyOf(first);
        this.settings = settings;
        topics.addAll(settings.published());
        inboxes.forEach(it -> topics.addAll(it.topics()));
    }

    @Override
    public void start() {
        running = true;
        for (var inbox : inboxes) {
            containers.add(container(inbox));
        }
        starter = Thread.ofVirtual().name("inbox-starter").start(this::startWhenTheBrokerAnswers);
    }

    private void startWhenTheBrokerAnswers() {
        while (running) {
            try {
                makeTopics();
                first.forEach(BeforeEvents::run);
                synchronized (containers) {
                    if (running) {
                        containers.forEach(ConcurrentMessageListenerContainer::start);
                    }
                }
                return;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception failure) {
                LOG.warn(
                        "The broker or store does not answer yet, events wait: {}",
                        failure.toString());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void makeTopics()
            throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
        var access = new HashMap<>(admin.getConfigurationProperties());
        access.put("request.timeout.ms", 3_000);
        access.put("default.api.timeout.ms", 5_000);
        try (var broker = Admin.create(access)) {
            var existing = broker.listTopics().names().get(5, TimeUnit.SECONDS);
            var missing = new ArrayList<NewTopic>();
            for (var topic : topics) {
                for (var name : List.of(topic, topic + DeadLetters.SUFFIX)) {
                    if (!existing.contains(name)) {
                        missing.add(topic(name));
                    }
                }
            }
            for (var made : broker.createTopics(missing).values().entrySet()) {
                try {
                    made.getValue().get(10, TimeUnit.SECONDS);
                } catch (ExecutionException failure) {
                    if (!(failure.getCause() instanceof TopicExistsException)) {
                        throw failure;
                    }
                }
            }
        }
    }

    private NewTopic topic(String name) {
        var made = new NewTopic(name, settings.partitions(), (short) settings.replicas());
        return settings.keptForEver().contains(name)
                ? made.configs(Map.of("retention.ms", "-1", "retention.bytes", "-1"))
                : made;
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(Inbox inbox) {
        var properties = new ContainerProperties(inbox.topics().toArray(String[]::new));
        properties.setGroupId(inbox.group());
        properties.setMessageListener(inbox);
        properties.setAckMode(ContainerProperties.AckMode.MANUAL_IMMEDIATE);
        properties.setMissingTopicsFatal(false);
        properties.setShutdownTimeout(Duration.ofSeconds(10).toMillis());
        properties.setPollTimeout(1_000);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setConcurrency(CONSUMERS);
        container.setBeanName(inbox.group());
        // What passes by itself is waited for, however long; poison never gets this far.
        container.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(500, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }

    /** Runs something while this handler takes nothing new, so that order holds between the two. */
    void whilePaused(Inbox inbox, Runnable work) {
        synchronized (containers) {
            var container = containers.get(inboxes.indexOf(inbox));
            container.stop();
            try {
                work.run();
            } finally {
                if (running) {
                    container.start();
                }
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        if (starter != null) {
            starter.interrupt();
        }
        synchronized (containers) {
            containers.parallelStream().forEach(ConcurrentMessageListenerContainer::stop);
            containers.clear();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * Starts after the relay and stops before it, so that what handlers wrote last still leaves.
     */
    @Override
    public int getPhase() {
        return 1_000;
    }

    List<Inbox> inboxes() {
        return inboxes;
    }
}
