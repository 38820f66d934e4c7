package org.distrisocks.account;

import java.time.Duration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.web.client.RestTemplate;

/** What Spring Boot's decoder of an issuer's tokens is told beside its own settings. */
@Configuration(proxyBeanMethods = false)
@Conditional(IssuerUri.Set.class)
class IssuerConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    /** An issuer that hangs holds up those who want to log in, for no longer than this. */
    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer impatient() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(CONNECT_TIMEOUT);
        requests.setReadTimeout(READ_TIMEOUT);
        return decoder -> decoder.restOperations(new RestTemplate(requests));
    }

    /** Access tokens are named so by RFC 9068, which the decoder would refuse by default. */
    @Bean
    JwtTypeValidator accessTokens() {
        JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return types;
    }
}
