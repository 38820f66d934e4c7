package org.distrisocks.session;

import java.time.Duration;
import org.distrisocks.identity.UserId;
import org.distrisocks.limit.PodMemory;
import org.distrisocks.pod.Pod;
import org.distrisocks.session.stomp.HeartBeat;
import org.distrisocks.session.stomp.StompCommand;
import org.distrisocks.session.stomp.StompFrame;
import org.distrisocks.session.stomp.StompHeaders;
import org.distrisocks.session.stomp.StompProtocolException;
import org.distrisocks.session.stomp.StompVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes CONNECT and STOMP: agrees on version and heart-beats, checks who it is, answers CONNECTED or ERROR. */
@Component
class ConnectHandler {

    private static final Logger log = LoggerFactory.getLogger(ConnectHandler.class);

    private final FrameLogins logins;
    private final SessionRegistry registry;
    private final UserLimits limits;
    private final PodMemory memory;
    private final Pod pod;
    private final HeartBeat offered;

    ConnectHandler(
            FrameLogins logins,
            SessionRegistry registry,
            UserLimits limits,
            PodMemory memory,
            Pod pod,
            SessionProperties properties) {
        this.logins = logins;
        this.registry = registry;
        this.limits = limits;
        this.memory = memory;
        this.pod = pod;
        this.offered = new HeartBeat(properties.heartBeat(), properties.heartBeat());
    }

    /**
     * @param upgradeAuthorization the {@code Authorization} header of the HTTP upgrade, or null if it had none
     * @throws StompProtocolException if it is no CONNECT, or one that cannot be
     */
    void handle(StompSession session, StompFrame frame, @Nullable String upgradeAuthorization) {
        if (frame.command() != StompCommand.CONNECT && frame.command() != StompCommand.STOMP) {
            throw new StompProtocolException("the first frame must be CONNECT");
        }
        String acceptVersion = frame.header("accept-version");
        StompVersion version =
                StompVersion.best(acceptVersion == null ? "1.0" : acceptVersion).orElse(null);
        if (version == null) {
            session.fail(
                    "this server speaks STOMP " + StompVersion.ALL,
                    new StompHeaders().add("version", StompVersion.ALL));
            return;
        }
        session.speak(version);
        // STOMP 1.0 has no heart-beats: a client may send the header all the same, and then no beat.
        HeartBeat ours = version == StompVersion.V1_0 ? HeartBeat.NONE : offered;
        HeartBeat theirs = HeartBeat.parse(frame.header("heart-beat"));
        SessionLogin login = new SessionLogin(logins.ofConnect(frame, upgradeAuthorization));
        UserId user = login.user();
        limits.checkSession(user);
        Duration sendsEvery = theirs.receivesFrom(ours);
        Duration hearsEvery = ours.receivesFrom(theirs);
        session.connected(login, sendsEvery, hearsEvery, memory.ofSession(user));
        registry.add(session);
        session.write(
                StompCommand.CONNECTED,
                new StompHeaders()
                        .add("version", version.number())
                        .add("heart-beat", ours.toString())
                        .add("session", session.id().value())
                        .add("server", "distriSocks")
                        .add("user-name", user.value())
                        .add("pod", pod.id().value()));
        log.debug("{} is connected, session {}, STOMP {}", user, session.id(), version.number());
    }
}
