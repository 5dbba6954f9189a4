-- Recordings that customers leave (IN-10): whose voicemail a message is, and where its file stands.

ALTER TABLE room_message ADD COLUMN call TEXT;
UPDATE room_message SET call = (
    SELECT c.id FROM call c WHERE c.meta_call = room_message.id AND c.account = room_message.account)
  WHERE kind = 'VOICEMAIL';
CREATE INDEX message_of_call ON room_message (call) WHERE call IS NOT NULL;

-- Who sent a message of the business from here.
ALTER TABLE room_message ADD COLUMN agent TEXT;

CREATE TABLE room_media (
  account     TEXT   NOT NULL,
  message     TEXT   NOT NULL,
  -- Ours: the name of its file.
  id          TEXT   NOT NULL UNIQUE,
  channel     TEXT   NOT NULL,
  -- Meta's, good for 7 days.
  media_id    TEXT   NOT NULL,
  type        TEXT,
  sha256      TEXT,
  state       TEXT   NOT NULL CHECK (state IN ('WAITING', 'KEPT', 'LOST', 'EXPIRED')),
  attempts    BIGINT NOT NULL,
  first_at_ms BIGINT NOT NULL,
  due_at_ms   BIGINT NOT NULL,
  failure     TEXT,
  size_bytes  BIGINT,
  kept_at_ms  BIGINT,
  PRIMARY KEY (account, message),
  FOREIGN KEY (account, message) REFERENCES room_message (account, id)
);
CREATE INDEX media_waiting ON room_media (due_at_ms) WHERE state = 'WAITING';
CREATE INDEX media_kept ON room_media (kept_at_ms) WHERE state = 'KEPT';

-- The calls that rang for an agent, whoever took them.
CREATE INDEX rang_for_agent ON call_event (agent, call) WHERE kind = 'OFFERED_TO_AGENT';
