-- Rooms: the conversation of a customer with a channel (RM-1, RM-2, RM-4), and what was said in it.

ALTER TABLE call ADD COLUMN customer_parent_user_id TEXT;
-- The calls of a room: by any name of its customer.
CREATE INDEX call_of_number ON call (account, channel, customer_number, opened_at_ms)
  WHERE customer_number IS NOT NULL;
CREATE INDEX call_of_user ON call (account, channel, customer_user_id, opened_at_ms)
  WHERE customer_user_id IS NOT NULL;

CREATE TABLE room (
  id            TEXT   NOT NULL PRIMARY KEY,
  account       TEXT   NOT NULL,
  channel       TEXT   NOT NULL,
  state         TEXT   NOT NULL CHECK (state IN ('OPEN', 'ANSWERED', 'RESOLVED')),
  customer_name TEXT,
  -- The name in lower case, to search for.
  name_key      TEXT,
  first_at_ms   BIGINT NOT NULL,
  last_at_ms    BIGINT NOT NULL,
  wrote_at_ms   BIGINT,
  events        BIGINT NOT NULL CHECK (events > 0),
  -- The older room of the same customer that this one is part of.
  merged_into   TEXT   REFERENCES room (id)
);
CREATE INDEX room_by_time ON room (account, last_at_ms, id) WHERE merged_into IS NULL;
CREATE INDEX room_answered ON room (account) WHERE state = 'ANSWERED' AND merged_into IS NULL;
CREATE INDEX room_merged ON room (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE room_alias (
  account TEXT   NOT NULL,
  channel TEXT   NOT NULL,
  kind    TEXT   NOT NULL CHECK (kind IN ('PHONE', 'USER', 'PARENT')),
  value   TEXT   NOT NULL,
  room    TEXT   NOT NULL REFERENCES room (id),
  place   BIGINT NOT NULL,
  -- One customer of a channel for each name.
  PRIMARY KEY (account, channel, kind, value)
);
CREATE INDEX alias_of_room ON room_alias (room, place);

CREATE TABLE room_agent (
  room  TEXT   NOT NULL REFERENCES room (id),
  agent TEXT   NOT NULL,
  place BIGINT NOT NULL,
  PRIMARY KEY (room, agent)
);
CREATE INDEX room_of_agent ON room_agent (agent, room);

CREATE TABLE room_event (
  room   TEXT   NOT NULL REFERENCES room (id),
  place  BIGINT NOT NULL CHECK (place > 0),
  at_ms  BIGINT NOT NULL,
  kind   TEXT   NOT NULL,
  agent  TEXT,
  -- Who is assigned from here on, one a line.
  agents TEXT   NOT NULL,
  PRIMARY KEY (room, place)
);

-- Personal data: what customers wrote.
CREATE TABLE room_message (
  account      TEXT   NOT NULL,
  id           TEXT   NOT NULL,
  room         TEXT   NOT NULL REFERENCES room (id),
  direction    TEXT   NOT NULL CHECK (direction IN ('INBOUND', 'OUTBOUND')),
  kind         TEXT   NOT NULL,
  body         TEXT,
  media_id     TEXT,
  answers      TEXT,
  sent_at_ms   BIGINT NOT NULL,
  at_ms        BIGINT NOT NULL,
  status       TEXT,
  status_rank  BIGINT,
  status_at_ms BIGINT,
  -- Meta delivers at least once: a message is kept once.
  PRIMARY KEY (account, id)
);
CREATE INDEX message_of_room ON room_message (room, sent_at_ms, id);

CREATE TABLE room_note (
  id      TEXT   NOT NULL PRIMARY KEY,
  account TEXT   NOT NULL,
  room    TEXT   NOT NULL REFERENCES room (id),
  at_ms   BIGINT NOT NULL,
  agent   TEXT,
  body    TEXT   NOT NULL
);
CREATE INDEX note_of_room ON room_note (room, at_ms, id);

CREATE TABLE room_label (
  room   TEXT   NOT NULL REFERENCES room (id),
  name   TEXT   NOT NULL,
  colour TEXT   NOT NULL,
  place  BIGINT NOT NULL,
  PRIMARY KEY (room, name)
);
