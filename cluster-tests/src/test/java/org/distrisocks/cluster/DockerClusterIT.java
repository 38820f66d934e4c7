package org.distrisocks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.devservices.DevServicesOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What {@code ./run --services docker} starts. */
@Tag("long")
@EnabledIf(
        value = "org.distrisocks.devservices.docker.DockerServices#engineAnswers",
        disabledReason = "no Docker engine answers: scripts/docker-engine.sh starts one")
class DockerClusterIT {

    @Test
    void carriesAMessageFromAliceOnOnePodToBobOnTheOther() throws Exception {
        ClusterOptions options = new ClusterOptions(
                2,
                0,
                DevServicesOptions.docker(),
                Map.of(),
                Path.of("target", "docker-cluster").toAbsolutePath(),
                Duration.ofSeconds(20));
        try (Cluster cluster = Cluster.start(options);
                ChatClient alice = ChatClient.connect(cluster.pod(0).stompUrl(), "alice", "demo");
                ChatClient bob = ChatClient.connect(cluster.pod(1).stompUrl(), "bob", "demo")) {
            alice.send("bob", "hi, Bob").await();

            assertThat(bob.messages().next().payload()).isEqualTo("hi, Bob");
        }
    }
}
