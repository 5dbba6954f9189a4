-- How channels stand with Meta (IN-12, IN-13), and how many of their calls are answered.

ALTER TABLE channel_settings ADD COLUMN callback_permission BIGINT NOT NULL DEFAULT 0
  CHECK (callback_permission IN (0, 1));

-- What was told of a channel and still holds: restrictions and warnings of Meta's, a low answer rate,
-- settings that are out of step. What is over has no row.
CREATE TABLE channel_told (
  account  TEXT   NOT NULL,
  channel  TEXT   NOT NULL,
  kind     TEXT   NOT NULL,
  -- Meta's word; empty where there is one of the kind.
  type     TEXT   NOT NULL,
  at_ms    BIGINT NOT NULL,
  until_ms BIGINT,
  words    TEXT,
  PRIMARY KEY (account, channel, kind, type)
);

-- A start counts the last days' calls by hour and channel from this index alone.
CREATE INDEX call_answer_rate ON call (account, direction, closed_at_ms, channel, status)
  WHERE closed_at_ms IS NOT NULL;
