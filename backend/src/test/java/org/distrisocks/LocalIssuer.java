package org.distrisocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real issuer of tokens, Spring Authorization Server on a port of its own. Each user is a client there, which gets its
 * tokens by the grant {@code client_credentials}.
 */
public final class LocalIssuer implements AutoCloseable {

    public static final String AUDIENCE = "chat";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final int port = LoopbackPort.reserve().number();
    private final InMemoryRegisteredClientRepository clients =
            new InMemoryRegisteredClientRepository(client(new UserId("nobody"), Duration.ofHours(1)));
    private volatile RSAKey key = newKey();
    private @Nullable ConfigurableApplicationContext server;

    /** Where it is, though it may not have been started yet. */
    public String uri() {
        return "http://localhost:" + port;
    }

    public void start() {
        server = new SpringApplicationBuilder(Server.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("issuer", this))
                // Not the application.yml of the pod, which is on the class path too.
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.config.name=local-issuer", "server.port=" + port, "logging.level.root=warn")
                .run();
    }

    /** A token as the issuer's token endpoint gives it, with a name that begins with a capital letter. */
    public String token(UserId user, Duration lifetime) {
        clients.save(client(user, lifetime));
        String credentials = Base64.getEncoder().encodeToString((user.value() + ":" + password(user)).getBytes(UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri() + "/oauth2/token"))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        try {
            String answer = HTTP.send(request, BodyHandlers.ofString()).body();
            return JSON.readTree(answer).path("access_token").asString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** From now on it signs with another key, and its key set has no other. */
    public void changeKey() {
        key = newKey();
    }

    /** A token such as it does not give: signed with its key, of the type {@code type}, with other claims than it would. */
    public String signed(String type, UserId user, Consumer<JwtClaimsSet.Builder> change) {
        return signed(key, type, user, change);
    }

    /** A token such as it gives, but signed with a stranger's key under the id of its own. */
    public String forged(UserId user) {
        RSAKey stranger = new RSAKey.Builder(newKey()).keyID(key.getKeyID()).build();
        return signed(stranger, "JWT", user, _ -> {});
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    private String signed(RSAKey by, String type, UserId user, Consumer<JwtClaimsSet.Builder> change) {
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(uri())
                .audience(List.of(AUDIENCE))
                .subject(user.value())
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(300));
        change.accept(claims);
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).type(type).build();
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(by)))
                .encode(JwtEncoderParameters.from(header, claims.build()))
                .getTokenValue();
    }

    private static RegisteredClient client(UserId user, Duration lifetime) {
        return RegisteredClient.withId(user.value())
                .clientId(user.value())
                .clientSecret("{noop}" + password(user))
                .clientName(Character.toUpperCase(user.value().charAt(0))
                        + user.value().substring(1))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(
                        TokenSettings.builder().accessTokenTimeToLive(lifetime).build())
                .build();
    }

    private static String password(UserId user) {
        return "the password of " + user;
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Without an annotation that a pod's component scan would find. */
    @EnableWebSecurity
    @ImportAutoConfiguration({JettyServletWebServerAutoConfiguration.class, SecurityFilterAutoConfiguration.class})
    static class Server {

        @Bean
        SecurityFilterChain endpoints(HttpSecurity http, LocalIssuer issuer) {
            return http.oauth2AuthorizationServer(server -> server.registeredClientRepository(issuer.clients)
                            .authorizationServerSettings(AuthorizationServerSettings.builder()
                                    .issuer(issuer.uri())
                                    .build()))
                    .build();
        }

        @Bean
        JWKSource<SecurityContext> keys(LocalIssuer issuer) {
            return (selector, _) -> selector.select(new JWKSet(issuer.key));
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> token.getClaims()
                    .audience(List.of(AUDIENCE))
                    .claim("name", token.getRegisteredClient().getClientName());
        }
    }
}
