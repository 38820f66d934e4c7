-- The sweep looks for what has waited too long.
ALTER TABLE inbox ADD COLUMN stored_at timestamptz NOT NULL DEFAULT now();
