package org.distrisocks.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.distrisocks.identity.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatFilterTests {

    private final LoggerContext logback = new LoggerContext();
    private final AtomicLong now = new AtomicLong();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void start() {
        logback.addTurboFilter(new RepeatFilter(now::get));
        logback.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        logback.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
        lines.start();
    }

    @Test
    void letsOneLineAMinuteThroughAndCountsTheRest() {
        Logger library = logback.getLogger("org.apache.kafka.clients.ClientUtils");
        for (int i = 0; i < 192; i++) {
            library.warn("Couldn't resolve server {} as DNS resolution failed", "kafka-" + i);
        }
        assertThat(texts()).containsExactly("Couldn't resolve server kafka-0 as DNS resolution failed");

        now.addAndGet(Duration.ofMinutes(1).toNanos());
        library.warn("Couldn't resolve server {} as DNS resolution failed", "kafka");

        assertThat(texts())
                .hasSize(2)
                .last()
                .isEqualTo("Couldn't resolve server kafka as DNS resolution failed"
                        + " (191 more like this since the last one)");
    }

    @Test
    void takesClientsAndNumbersForOneCause() {
        Logger library = logback.getLogger("library");
        library.warn("[Producer clientId=producer-1] Got error for partition t-0 after 12 ms");
        library.warn("[Consumer clientId=c, groupId=g] Got error for partition t-3 after 7 ms");

        assertThat(texts()).hasSize(1);
    }

    @Test
    void tellsCausesApart() {
        logback.getLogger("library").warn("one");
        logback.getLogger("library").warn("another");
        logback.getLogger("library").error("one");
        logback.getLogger("elsewhere").warn("one");

        assertThat(texts()).hasSize(4);
    }

    @Test
    void keepsTheExceptionOfALineWithACount() {
        Logger library = logback.getLogger("library");
        library.warn("{} failed", "it", new IOException("first"));
        library.warn("{} failed", "it", new IOException("second"));
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        library.warn("{} failed", "it", new IOException("third"));

        assertThat(lines.list.getLast().getThrowableProxy().getMessage()).isEqualTo("third");
        assertThat(texts().getLast()).isEqualTo("it failed (1 more like this since the last one)");
    }

    @Test
    void tellsDependenciesApartInOurOwnLinesButNotUsers() {
        Logger ours = logback.getLogger("org.distrisocks.any.Any");
        ours.warn("{} at {} does not answer", "Kafka", "kafka:9092");
        ours.warn("{} at {} does not answer", "Redis", "redis:6379");
        for (String user : List.of("alice", "bob")) {
            ours.warn("the presence of {} could not be written: {}", new UserId(user), "timed out after 2001 ms");
        }

        assertThat(texts()).filteredOn(text -> text.contains("answer")).hasSize(2);
        assertThat(texts()).filteredOn(text -> text.contains("presence")).hasSize(1);
    }

    @Test
    void neitherCountsNorLimitsWhatIsNotLogged() {
        Logger library = logback.getLogger("library");
        library.setLevel(Level.ERROR);
        library.warn("quiet");
        library.setLevel(Level.INFO);
        library.info("said");
        library.info("said");
        library.warn("quiet");

        assertThat(texts()).containsExactly("said", "said", "quiet");
    }

    private List<String> texts() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
