package org.distrisocks.account;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Spring Boot's setting that names an issuer of tokens (OpenID Connect): with it users log in there, without it here. */
final class IssuerUri {

    private static final String PROPERTY = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

    private IssuerUri() {}

    private static boolean isSet(Environment settings) {
        return StringUtils.hasText(settings.getProperty(PROPERTY));
    }

    static class Set implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isSet(context.getEnvironment());
        }
    }

    static class Missing implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isSet(context.getEnvironment());
        }
    }
}
