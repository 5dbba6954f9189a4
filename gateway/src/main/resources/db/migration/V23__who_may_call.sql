-- Whether customers may be called from a channel, and by whom (OUT-1): yes until somebody says no.

ALTER TABLE channel_settings ADD COLUMN outbound BIGINT NOT NULL DEFAULT 1
  CHECK (outbound IN (0, 1));

ALTER TABLE account_user ADD COLUMN may_call BIGINT NOT NULL DEFAULT 1
  CHECK (may_call IN (0, 1));
