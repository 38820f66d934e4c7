package org.distrisocks.account;

import java.util.Set;
import java.util.stream.Collectors;
import org.distrisocks.identity.UserId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting {@code distrisocks.auth.operators}: who may look at the cluster, and at the way of everyone's messages, but not
 * into them. Nobody unless it is said.
 *
 * @param operators ids of users
 */
@ConfigurationProperties("distrisocks.auth")
public record Operators(@DefaultValue Set<String> operators) {

    public Operators {
        // Checked here, since what is misspelled would let nobody in and say nothing.
        operators.forEach(UserId::new);
    }

    public boolean include(UserId user) {
        return operators.contains(user.value());
    }

    /** All of them. */
    public Set<UserId> all() {
        return operators.stream().map(UserId::new).collect(Collectors.toUnmodifiableSet());
    }
}
