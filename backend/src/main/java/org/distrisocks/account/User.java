package org.distrisocks.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.distrisocks.identity.UserId;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/**
 * A row of {@code users}, read only: {@link UserRepository} writes it by statements, nothing deletes it, and
 * {@code created_at} is the database's own.
 */
@Entity
@Immutable
@Table(name = "users")
@NullUnmarked // Hibernate fills the fields
class User {

    @Id
    private String userId;

    private String passwordHash;

    private String displayName;

    protected User() {}

    UserId id() {
        return new UserId(userId);
    }

    String passwordHash() {
        return passwordHash;
    }

    String displayName() {
        return displayName;
    }
}
