-- Rooms that are put away (RM-5): whoever looks at a list reads the rooms of that list alone.

ALTER TABLE room ADD COLUMN archived BIGINT NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
DROP INDEX room_by_time;
CREATE INDEX room_live_by_time ON room (account, last_at_ms, id)
  WHERE merged_into IS NULL AND archived = 0;
CREATE INDEX room_archived_by_time ON room (account, last_at_ms, id)
  WHERE merged_into IS NULL AND archived = 1;

-- The secret that a webhook had before: it signs beside the new one until then (docs/events.md).
ALTER TABLE webhook_endpoint ADD COLUMN previous_secret TEXT;
ALTER TABLE webhook_endpoint ADD COLUMN previous_until_ms BIGINT;
