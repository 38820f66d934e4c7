package org.distrisocks;

import org.distrisocks.delivery.DeliveryProperties;
import org.distrisocks.edge.EdgeLimits;
import org.distrisocks.limit.MemoryLimits;
import org.distrisocks.relay.EnvelopePublisher;
import org.distrisocks.session.SessionLimits;
import org.distrisocks.session.SessionProperties;
import org.distrisocks.settings.SettingsCheck;
import org.distrisocks.submission.MessageLimits;
import org.distrisocks.submission.SubmissionProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The rules between settings of several packages: combinations that would deadlock, or refuse what another setting allows. What
 * one record can check, it checks itself. Checked at the start, and for new settings before anything takes them up.
 */
@Component
class SettingsRules implements SettingsCheck {

    private static final String LIMITS = "distrisocks.limits";

    /** Bytes of a frame, a body or an envelope beside the payload and the user headers. */
    private static final long OTHERS = 4_096;

    private static final String KAFKA_RECORD = "spring.cloud.stream.kafka.binder.producer-properties.max.request.size";
    private static final long KAFKA_RECORD_DEFAULT = 1_048_576;

    /** @throws IllegalArgumentException if a rule is broken, with the names of the properties */
    SettingsRules(Environment environment) {
        check(environment);
    }

    @Override
    public final void check(Environment environment) {
        Binder binder = Binder.get(environment);
        SessionLimits session = binder.bindOrCreate(LIMITS, SessionLimits.class);
        MessageLimits message = binder.bindOrCreate(LIMITS, MessageLimits.class);
        MemoryLimits memory = binder.bindOrCreate(LIMITS, MemoryLimits.class);
        EdgeLimits edge = binder.bindOrCreate(LIMITS, EdgeLimits.class);
        SubmissionProperties submission = binder.bindOrCreate("distrisocks.submission", SubmissionProperties.class);
        DeliveryProperties delivery = binder.bindOrCreate("distrisocks.delivery", DeliveryProperties.class);
        SessionProperties sessions = binder.bindOrCreate("distrisocks.session", SessionProperties.class);

        // Else lanes, readers and requests wait for each other's connections.
        requireConnections(environment, "storing", 1, submission.lanes(), "distrisocks.submission.lanes");
        requireConnections(environment, "inboxes", 4, delivery.readers(), "distrisocks.delivery.readers");
        // Else a COMMIT would wait for room that cannot be.
        require(
                submission.laneCapacity() >= session.maxTransactionFrames(),
                "distrisocks.submission.lane-capacity must be at least distrisocks.limits.max-transaction-frames");
        long largest =
                message.maxPayload().toBytes() + message.maxUserHeaderSize().toBytes() + OTHERS;
        require(
                session.maxFrame().toBytes() >= largest,
                "distrisocks.limits.max-frame must be %d bytes greater than distrisocks.limits.max-payload and distrisocks.limits.max-user-header-size together"
                        .formatted(OTHERS));
        require(
                edge.maxBody().toBytes() >= message.maxPayload().toBytes() + OTHERS,
                "distrisocks.limits.max-body must be %d bytes greater than distrisocks.limits.max-payload"
                        .formatted(OTHERS));
        require(
                memory.sessionMemory().toBytes()
                        >= session.sendBuffer().toBytes()
                                + 2 * session.maxFrame().toBytes()
                                + delivery.heldByPage(),
                "distrisocks.limits.session-memory must be at least distrisocks.limits.send-buffer, twice distrisocks.limits.max-frame and three times distrisocks.delivery.page-size together");
        // Else a session waits for requests of others until one of its frames is read.
        require(
                environment.getProperty("server.jetty.threads.max", Integer.class, edge.tcpConnections())
                        >= edge.tcpConnections(),
                "server.jetty.threads.max must be at least distrisocks.limits.tcp-connections");
        require(
                edge.tcpConnections() > environment.getProperty(LIMITS + ".connections", Integer.class, 0),
                "distrisocks.limits.tcp-connections must be greater than distrisocks.limits.connections");
        long kafka = environment.getProperty(KAFKA_RECORD, Long.class, KAFKA_RECORD_DEFAULT);
        long record = Math.max(session.maxFrame().toBytes(), edge.maxBody().toBytes()) + 4 * OTHERS;
        require(
                kafka >= Math.max(record, EnvelopePublisher.FULL + OTHERS),
                "%s must be %d bytes greater than distrisocks.limits.max-frame and distrisocks.limits.max-body, and at least %d"
                        .formatted(KAFKA_RECORD, 4 * OTHERS, EnvelopePublisher.FULL + OTHERS));
        require(
                sessions.heartBeat().multipliedBy(2).compareTo(session.idleTimeout()) < 0,
                "distrisocks.limits.idle-timeout must be longer than twice distrisocks.session.heart-beat");
    }

    private static void requireConnections(Environment environment, String kind, int standard, int users, String why) {
        String property = "distrisocks.connections." + kind;
        require(
                environment.getProperty(property, Integer.class, standard) >= users,
                "%s must be at least %s".formatted(property, why));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
