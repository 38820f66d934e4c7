package org.distrisocks.account;

import java.util.Map;
import java.util.Set;
import org.distrisocks.identity.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Alice, Bob and Carol, with a password that everyone knows, so that a newcomer has whom to write to. */
@Component
@Profile("demo")
@Conditional(IssuerUri.Missing.class)
class DemoAccounts implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(DemoAccounts.class);
    private static final Map<UserId, String> NAMES =
            Map.of(new UserId("alice"), "Alice", new UserId("bob"), "Bob", new UserId("carol"), "Carol");

    private final Accounts accounts;

    DemoAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Other pods may be doing the same right now: {@link Accounts#create} makes each account once. */
    @Override
    public void run(ApplicationArguments args) {
        Set<UserId> existing = accounts.existing(NAMES.keySet());
        NAMES.forEach((user, name) -> {
            if (!existing.contains(user)) {
                accounts.create(user, "demo", name);
            }
        });
        log.warn("the profile demo is on: anybody can be {}", NAMES.values());
    }
}
