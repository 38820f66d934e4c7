package org.distrisocks.part;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        ScheduledExecutorService probes = Executors.newScheduledThreadPool(
                parts.size(),
                Thread.ofPlatform().daemon().name("wait-for-dependency-", 0).factory());
        Duration limit = properties.limit();
        try {
            CompletableFuture<?> all = CompletableFuture.allOf(
                    parts.stream().map(part -> Wait.begin(part, probes)).toArray(CompletableFuture[]::new));
            if (limit == null) {
                all.get();
            } else {
                all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException missing) {
            throw new IllegalStateException(
                    "not all that the pod needs is there after distrisocks.startup.limit=" + limit, missing);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a dependency cannot be probed", broken.getCause());
        } finally {
            probes.shutdownNow();
        }
    }

    /** Probes a dependency until it answers, and logs at first, then once a minute, why it does not. */
    private static final class Wait implements Runnable {

        private final Part dependency;
        private final ScheduledExecutorService probes;
        private final CompletableFuture<Void> answer = new CompletableFuture<>();
        private boolean logged;
        private long loggedAt;

        private Wait(Part dependency, ScheduledExecutorService probes) {
            this.dependency = dependency;
            this.probes = probes;
        }

        /** Completes when the dependency answers; fails if it cannot even be probed. */
        static CompletableFuture<Void> begin(Part dependency, ScheduledExecutorService probes) {
            Wait wait = new Wait(dependency, probes);
            probes.execute(wait);
            return wait.answer;
        }

        /** One run happens before the next: the executor hands it on. */
        @Override
        public void run() {
            try {
                if (isAvailable()) {
                    answer.complete(null);
                } else if (!probes.isShutdown()) {
                    var _ = probes.schedule(this, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (RuntimeException | Error broken) {
                answer.completeExceptionally(broken);
            }
        }

        private boolean isAvailable() {
            try {
                dependency.probe();
            } catch (InterruptedException limit) {
                Thread.currentThread().interrupt();
                return false;
            } catch (Exception unavailable) {
                logOnceAMinute(unavailable);
                return false;
            }
            if (logged) {
                log.info("{} at {} is there", dependency.name(), dependency.address());
            }
            return true;
        }

        private void logOnceAMinute(Exception unavailable) {
            long now = System.nanoTime();
            if (!logged || now - loggedAt >= SAYS_SO_EVERY.toNanos()) {
                logged = true;
                loggedAt = now;
                log.warn("waiting for {} at {}: {}", dependency.name(), dependency.address(), Reason.of(unavailable));
            }
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
