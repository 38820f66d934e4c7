-- How far a user has read what a partner has written; it only moves forward. Who upgrades has read all.
ALTER TABLE conversations ADD COLUMN read_seq bigint NOT NULL DEFAULT 0;

UPDATE conversations c SET read_seq = coalesce(
    (SELECT max(seq) FROM messages m WHERE m.receiver_id = c.user_id AND m.sender_id = c.partner_id), 0);

-- What makes the next secret of a login from the last one, and what was the last one until when (ADR 16).
ALTER TABLE logins
    ADD COLUMN salt          bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
    ADD COLUMN previous_hash bytea,
    ADD COLUMN rotated_at    timestamptz;
