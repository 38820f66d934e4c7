package org.distrisocks.part;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Holds the start until Kafka, Redis and PostgreSQL answer, and says for which of them it waits and why.
 *
 * <p>It runs before the pod's context, in which Flyway, the bindings and the lease would each fail in its own way, or
 * wait without a word. At this point no shutdown hook of Spring is set yet, so SIGTERM ends the process at once.
 */
public final class StartGate implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger log = LoggerFactory.getLogger(StartGate.class);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SAYS_SO_EVERY = Duration.ofMinutes(1);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        StartupProperties properties =
                Binder.get(context.getEnvironment()).bindOrCreate("distrisocks.startup", StartupProperties.class);
        if (!properties.waits()) {
            return;
        }
        try (AnnotationConfigApplicationContext parts = parts(context.getEnvironment())) {
            await(List.copyOf(parts.getBeansOfType(Part.class).values()), properties);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for what the pod needs", stopping);
        }
    }

    /** Just what reaches the three, made from the properties as the pod makes it: with TLS, Sentinel, and so on. */
    private static AnnotationConfigApplicationContext parts(ConfigurableEnvironment environment) {
        AnnotationConfigApplicationContext parts = new AnnotationConfigApplicationContext();
        parts.setEnvironment(environment);
        parts.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        parts.register(Parts.class);
        parts.refresh();
        return parts;
    }

    /**
     * The three ask side by side, each on a platform thread: all three load much of their clients' code here, and virtual
     * threads hold their carriers meanwhile, of which a small machine has two.
     */
    static void await(List<Part> parts, StartupProperties properties) throws InterruptedException {
        CountDownLatch missing = new CountDownLatch(parts.size());
        List<Thread> waits = parts.stream()
                .map(part -> Thread.ofPlatform()
                        .daemon()
                        .name("wait-for-" + part.name())
                        .start(() -> {
                            if (await(part)) {
                                missing.countDown();
                            }
                        }))
                .toList();
        Duration limit = properties.limit();
        if (limit == null) {
            missing.await();
        } else if (!missing.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            waits.forEach(Thread::interrupt);
            throw new IllegalStateException(
                    "not all that the pod needs is there after distrisocks.startup.limit=" + limit);
        }
    }

    private static boolean await(Part part) {
        CountDownLatch never = new CountDownLatch(1);
        long saidAt = 0;
        boolean said = false;
        try {
            while (true) {
                try {
                    part.probe();
                    if (said) {
                        log.info("{} at {} is there", part.name(), part.address());
                    }
                    return true;
                } catch (InterruptedException limit) {
                    return false;
                } catch (Exception missing) {
                    long now = System.nanoTime();
                    if (!said || now - saidAt >= SAYS_SO_EVERY.toNanos()) {
                        said = true;
                        saidAt = now;
                        log.warn("waiting for {} at {}: {}", part.name(), part.address(), Reason.of(missing));
                    }
                }
                never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException limit) {
            return false;
        }
    }

    /** No {@code @Configuration}, or the pod's own scan would find it and make all of it twice. */
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        DataRedisAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        KafkaAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = "org.distrisocks",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Part.class))
    static class Parts {}
}
