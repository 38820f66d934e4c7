package org.distrisocks.cluster.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients come in from outside: by the Gateway API in production, and by ingress-nginx beside it. */
class GatewayTests {

    private final Manifest prod = Kustomize.render("overlays/prod");

    @Test
    void productionUsesTheGatewayAlone() {
        assertThat(prod.all(Gateway.class)).hasSize(1);
        assertThat(prod.all(Ingress.class)).isEmpty();
    }

    /** A session lasts for hours; a time limit of the route would end it. */
    @Test
    void theRouteOfWebSocketsHasNoTimeLimit() {
        assertThat(prod.get(HTTPRoute.class, "distrisocks").getSpec().getRules())
                .filteredOn(rule -> pathOf(rule).equals("Exact /ws"))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getTimeouts().getRequest()).isEqualTo("0s");
                    assertThat(rule.getTimeouts().getBackendRequest()).isEqualTo("0s");
                    assertThat(rule.getSessionPersistence()).isNull();
                });
    }

    @Test
    void allElseGoesToTheBackendByHttps() {
        assertThat(prod.get(HTTPRoute.class, "distrisocks").getSpec()).satisfies(route -> {
            assertThat(route.getRules()).extracting(GatewayTests::pathOf).contains("PathPrefix /");
            assertThat(route.getParentRefs())
                    .singleElement()
                    .satisfies(parent -> assertThat(parent.getSectionName()).isEqualTo("https"));
        });
        assertThat(listener("https")).satisfies(https -> {
            assertThat(https.getProtocol()).isEqualTo("HTTPS");
            assertThat(https.getTls().getMode()).isEqualTo("Terminate");
            assertThat(https.getTls().getCertificateRefs()).hasSize(1);
            assertThat(https.getHostname())
                    .as("cert-manager makes certificates for listeners with a host")
                    .isNotBlank();
        });
        assertThat(prod.get(Gateway.class, "distrisocks").getMetadata().getAnnotations())
                .containsKey("cert-manager.io/cluster-issuer");
    }

    @Test
    void plainHttpIsSentToHttps() {
        assertThat(listener("http").getPort()).isEqualTo(80);
        assertThat(prod.get(HTTPRoute.class, "distrisocks-redirect").getSpec()).satisfies(route -> {
            assertThat(route.getParentRefs())
                    .singleElement()
                    .satisfies(parent -> assertThat(parent.getSectionName()).isEqualTo("http"));
            assertThat(route.getRules()).singleElement().satisfies(rule -> {
                assertThat(rule.getBackendRefs()).isEmpty();
                assertThat(rule.getFilters().getFirst().getRequestRedirect().getScheme())
                        .isEqualTo("https");
                assertThat(rule.getFilters().getFirst().getRequestRedirect().getStatusCode())
                        .isEqualTo(301);
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "ingress"})
    void podsLearnFromTheProxyForWhomItSpeaks(String component) {
        assertThat(Kustomize.renderWithBase(component).environment())
                .containsEntry("SERVER_FORWARD_HEADERS_STRATEGY", "native");
    }

    @Test
    void theProxyMayReachThePods() {
        assertThat(prod.get(NetworkPolicy.class, "distrisocks").getSpec().getIngress())
                .filteredOn(
                        rule -> rule.getPorts().getFirst().getPort().getStrVal().equals("http"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.getFrom()
                                .getFirst()
                                .getNamespaceSelector()
                                .getMatchExpressions()
                                .getFirst()
                                .getValues())
                        .contains("envoy-gateway-system", "ingress-nginx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "tls"})
    void objectsAreWhatTheCustomResourceDefinitionsAllow(String component) {
        List<HasMetadata> custom = Kustomize.renderWithBase(component).objects().stream()
                .filter(object ->
                        object instanceof Gateway || object instanceof HTTPRoute || object instanceof Certificate)
                .toList();

        assertThat(custom)
                .isNotEmpty()
                .allSatisfy(object -> assertThat(problems(Manifest.STRICT.valueToTree(object)))
                        .isEmpty());
    }

    @Test
    void aTimeLimitInAFormOfAnotherApiFails() throws IOException {
        assertThat(problems(Manifest.STRICT.readTree("""
                        kind: HTTPRoute
                        spec:
                          rules:
                            - timeouts:
                                request: 3700
                        """))).isNotEmpty();
    }

    private Listener listener(String name) {
        return prod.get(Gateway.class, "distrisocks").getSpec().getListeners().stream()
                .filter(listener -> listener.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String pathOf(HTTPRouteRule rule) {
        return rule.getMatches().getFirst().getPath().getType() + " "
                + rule.getMatches().getFirst().getPath().getValue();
    }

    /** By the schema of the kind's CRD. Unknown fields are found by {@link Manifest}. */
    private static Stream<String> problems(JsonNode object) {
        String file = "crds/" + object.path("kind").asText() + ".json";
        try (InputStream schema =
                Objects.requireNonNull(GatewayTests.class.getClassLoader().getResourceAsStream(file), file)) {
            JsonSchema crd = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
            return crd.validate(object).stream().map(Object::toString);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
