-- The ledger needs RETURNING old (ADR 26): better to know at the start than at the first message.
DO $$
BEGIN
    IF current_setting('server_version_num')::int < 180000 THEN
        RAISE EXCEPTION 'distriSocks needs PostgreSQL 18 or newer, this is %', current_setting('server_version');
    END IF;
END
$$;
