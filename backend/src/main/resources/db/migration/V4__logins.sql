-- One row for each login that can be refreshed; each use of its refresh token replaces the secret.
CREATE TABLE logins (
    login_id    uuid        PRIMARY KEY,
    user_id     text        NOT NULL REFERENCES users ON DELETE CASCADE,
    secret_hash bytea       NOT NULL,
    expires_at  timestamptz NOT NULL
);

CREATE INDEX logins_of_user ON logins (user_id, expires_at);
