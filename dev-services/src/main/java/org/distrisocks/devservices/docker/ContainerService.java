package org.distrisocks.devservices.docker;

import java.time.Duration;
import java.util.List;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probe;
import org.testcontainers.containers.GenericContainer;

/**
 * One container, bound to a fixed port of 127.0.0.1. {@link #stop()} leaves the container there, stopped, so that
 * {@link #start()} finds its data; {@link #close()} removes it.
 */
final class ContainerService implements DevService {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 20;

    private final String name;
    private final String address;
    private final GenericContainer<?> container;
    private final LoopbackPort port;
    private final Probe probe;
    private State state = State.NEW;

    private enum State {
        NEW,
        RUNNING,
        STOPPED
    }

    ContainerService(
            String name,
            String address,
            GenericContainer<?> container,
            LoopbackPort port,
            int containerPort,
            Probe probe) {
        this.name = name;
        this.address = address;
        this.container = container;
        this.port = port;
        this.probe = probe;
        container.setPortBindings(List.of(port + ":" + containerPort));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public synchronized void start() {
        if (state == State.RUNNING) {
            return;
        }
        port.requireFree(name);
        try {
            if (state == State.NEW) {
                container.start();
            } else {
                container
                        .getDockerClient()
                        .startContainerCmd(container.getContainerId())
                        .exec();
            }
        } catch (RuntimeException failure) {
            throw DevServiceException.because(name, failure);
        }
        state = State.RUNNING;
        probe.await(name, ANSWER_LIMIT, () -> true);
    }

    @Override
    public synchronized void stop() {
        if (state != State.RUNNING) {
            return;
        }
        try {
            container
                    .getDockerClient()
                    .stopContainerCmd(container.getContainerId())
                    .withTimeout(STOP_SECONDS)
                    .exec();
        } catch (RuntimeException failure) {
            throw DevServiceException.because(name, failure);
        }
        state = State.STOPPED;
    }

    @Override
    public synchronized void close() {
        container.stop();
        state = State.NEW;
    }
}
