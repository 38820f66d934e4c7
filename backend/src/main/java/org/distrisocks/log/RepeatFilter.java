package org.distrisocks.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Lets one WARN or ERROR a minute through for each cause, and counts the others in the next one: {@code … (191 more like this
 * since the last one)}.
 *
 * <p>The cause of a library's line is its logger and its pattern, without what changes: numbers, and the client that Kafka
 * names in front. Of our own lines the values belong to the cause as well, so that Kafka and Redis are two; but the users
 * and messages that an outage meets do not.
 *
 * <p>It knows the 1,000 causes that were seen last. A library that makes up a new text each time is not limited.
 */
public final class RepeatFilter extends TurboFilter {

    private static final String OURS = "org.distrisocks.";
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_CAUSES = 1_000;
    private static final Pattern VALUES = Pattern.compile("^\\[[^\\]]*\\] |[0-9a-f-]*\\d[0-9a-f-]*");

    private final Cache<String, Cause> causes =
            Caffeine.newBuilder().maximumSize(MOST_CAUSES).build();
    private final LongSupplier nanoTime;

    RepeatFilter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Sets it once Spring Boot has set up logging, which begins with an empty list of filters. */
    public static final class Installer implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            ILoggerFactory factory = LoggerFactory.getILoggerFactory();
            if (factory instanceof LoggerContext logback) {
                logback.addTurboFilter(new RepeatFilter(System::nanoTime));
            }
        }

        @Override
        public int getOrder() {
            return LoggingApplicationListener.DEFAULT_ORDER + 1;
        }
    }

    private static final class Cause {

        private final AtomicLong next;
        private final AtomicLong left = new AtomicLong();

        Cause(long now) {
            next = new AtomicLong(now);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        if (format == null || !isLimited(logger, level)) {
            return FilterReply.NEUTRAL;
        }
        long now = nanoTime.getAsLong();
        Cause cause = causes.get(cause(logger, level, format, arguments), _ -> new Cause(now));
        long due = cause.next.get();
        if (now - due < 0 || !cause.next.compareAndSet(due, now + PERIOD.toNanos())) {
            cause.left.incrementAndGet();
            return FilterReply.DENY;
        }
        long left = cause.left.getAndSet(0);
        if (left == 0) {
            return FilterReply.NEUTRAL;
        }
        write(logger, level, format + " (" + left + " more like this since the last one)", arguments, thrown);
        return FilterReply.DENY;
    }

    private static boolean isLimited(Logger logger, Level level) {
        return level.isGreaterOrEqual(Level.WARN) && level.isGreaterOrEqual(logger.getEffectiveLevel());
    }

    private static String cause(Logger logger, Level level, String format, Object @Nullable [] arguments) {
        String text = format;
        if (arguments != null && logger.getName().startsWith(OURS)) {
            Object[] values = Arrays.stream(arguments)
                    .map(value -> value instanceof UserId || value instanceof MessageId ? "" : value)
                    .toArray();
            text = MessageFormatter.arrayFormat(format, values).getMessage();
        }
        return logger.getName() + ' ' + level + ' ' + VALUES.matcher(text).replaceAll("");
    }

    private static void write(
            Logger logger, Level level, String format, Object @Nullable [] arguments, @Nullable Throwable thrown) {
        logger.callAppenders(new LoggingEvent(Logger.FQCN, logger, level, format, thrown, arguments));
    }
}
