-- The order of storing, given by the database so that no pod's clock has a say.
CREATE SEQUENCE message_order;

-- Every message and its status.
CREATE TABLE messages (
    message_id       uuid        PRIMARY KEY,
    seq              bigint      NOT NULL DEFAULT nextval('message_order'),
    sender_id        text        NOT NULL,
    receiver_id      text        NOT NULL,
    client_id        text,
    payload          text        NOT NULL,
    headers          text,
    status           smallint    NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL DEFAULT now(),
    sent_at          timestamptz,
    sent_to_pod      text,
    delivered_at     timestamptz,
    delivered_by_pod text,
    CONSTRAINT messages_client_id UNIQUE (sender_id, client_id)
) WITH (fillfactor = 80);

-- One direction of one conversation, newest last. No index names the status, so that its updates can stay heap-only; how
-- many do is up to the fillfactor (ADR 4).
CREATE INDEX messages_conversation ON messages (receiver_id, sender_id, seq);

-- The messages that are not DELIVERED yet, by receiver.
CREATE TABLE inbox (
    receiver_id text   NOT NULL,
    seq         bigint NOT NULL,
    message_id  uuid   NOT NULL,
    PRIMARY KEY (receiver_id, seq)
);

-- Who has ever written to whom, in both directions.
CREATE TABLE conversations (
    user_id    text NOT NULL,
    partner_id text NOT NULL,
    PRIMARY KEY (user_id, partner_id)
);
