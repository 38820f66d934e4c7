create table users (
    user_id text primary key,
    password_hash text not null,
    display_name text not null,
    created_at timestamptz not null default now()
);

-- For "starts with, whatever the case": under C, and no other collation, one index both finds a prefix and orders.
create index users_by_id_prefix on users ((lower(user_id) collate "C"));
create index users_by_name_prefix on users ((lower(display_name) collate "C"));
