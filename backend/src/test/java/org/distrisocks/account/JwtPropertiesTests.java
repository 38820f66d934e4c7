package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class JwtPropertiesTests {

    private final ApplicationContextRunner start =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Test
    void tokensHoldForAnHourUnlessSaidOtherwise() {
        start.run(context ->
                assertThat(context.getBean(JwtProperties.class).lifetime()).isEqualTo(Duration.ofHours(1)));
    }

    @Test
    void refusesToStartWithAShortSecretAndNamesTheProperty() {
        start.withPropertyValues("distrisocks.auth.jwt.secret=not-thirty-two-bytes")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("distrisocks.auth.jwt.secret must have at least 32 bytes")
                        .hasMessageNotContaining("not-thirty-two-bytes"));
    }

    @Test
    void namesTheAcceptedSecretThatIsTooShort() {
        start.withPropertyValues(
                        "distrisocks.auth.jwt.accepted-secrets[0]=0123456789abcdef0123456789abcdef",
                        "distrisocks.auth.jwt.accepted-secrets[1]=not-thirty-two-bytes")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("distrisocks.auth.jwt.accepted-secrets[1] must have at least 32 bytes"));
    }

    @Test
    void refusesToStartWithAnEmptySecret() {
        start.withPropertyValues("distrisocks.auth.jwt.secret=")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void refusesToStartWithALifetimeOfNothing() {
        start.withPropertyValues("distrisocks.auth.jwt.lifetime=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("distrisocks.auth.jwt.lifetime"));
    }

    @Test
    void neverPrintsASecret() {
        String secret = "0123456789abcdef0123456789abcdef";

        assertThat(new JwtProperties(secret, List.of(secret), Duration.ofHours(1)).toString())
                .doesNotContain(secret);
    }

    @EnableConfigurationProperties(JwtProperties.class)
    static class Properties {}
}
