package org.distrisocks.session;

import org.distrisocks.ContainerServices;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.context.annotation.Import;

/** The same on Testcontainers, found by {@code @ServiceConnection}. */
@Tag("long")
@EnabledIf(
        value = "org.distrisocks.devservices.docker.DockerServices#engineAnswers",
        disabledReason = "no Docker engine answers: scripts/docker-engine.sh starts one")
@Import(ContainerServices.class)
class StompSessionOnContainersIT extends StompSessionContract {}
