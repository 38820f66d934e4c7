-- Names registered here are unique whatever their case; ids of an issuer are its own, as issued (ADR 33). Which of the two
-- a row is has not been written down so far: an installation has either, so all its rows are of the kind that it has now.
ALTER TABLE users ADD COLUMN registered boolean NOT NULL DEFAULT ('${issuer-uri}' = '');

-- What cannot be told from another name, or cannot be written in a path, is for whoever runs this to decide.
DO $$
DECLARE
    names text;
    many  bigint;
BEGIN
    SELECT string_agg(name, ', ' ORDER BY name COLLATE "C") FILTER (WHERE place <= 20), count(*) INTO names, many
    FROM (
        SELECT user_id AS name, row_number() OVER (ORDER BY lower(user_id COLLATE "C"), user_id COLLATE "C") AS place
        FROM users u
        WHERE user_id IN ('.', '..') OR registered AND EXISTS (
            SELECT FROM users other
            WHERE other.registered AND other.user_id <> u.user_id
              AND lower(other.user_id COLLATE "C") = lower(u.user_id COLLATE "C"))
    ) refused;
    IF many > 0 THEN
        RAISE EXCEPTION '% user names differ by nothing but their case, or are . or ..: %; see "Names that collide" in docs/operations.md',
            many, names;
    END IF;
END
$$;

CREATE UNIQUE INDEX users_registered_name ON users (lower(user_id COLLATE "C")) WHERE registered;

-- Characters that are not seen, or that turn the text around them about.
UPDATE users SET display_name = user_id
WHERE display_name ~ '[\u0001-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]'
   OR display_name !~ '[^[:space:]]';
