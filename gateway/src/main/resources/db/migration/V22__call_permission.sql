-- Call permission: may this customer of a channel be called, and what was asked (PM-1 to PM-9).

CREATE TABLE permission (
  id                TEXT   NOT NULL PRIMARY KEY,
  account           TEXT   NOT NULL,
  channel           TEXT   NOT NULL,
  granted           TEXT   NOT NULL CHECK (granted IN ('NONE', 'TEMPORARY', 'PERMANENT')),
  until_ms          BIGINT CHECK ((granted = 'TEMPORARY') = (until_ms IS NOT NULL)),
  source            TEXT   NOT NULL,
  since_ms          BIGINT,
  -- The customer's last answer, by Meta's clock.
  said_at_ms        BIGINT,
  -- When calls of the business connected in the last 24 h, in milliseconds, one a line.
  connected         TEXT   NOT NULL,
  unanswered        BIGINT NOT NULL CHECK (unanswered >= 0),
  last_connected_ms BIGINT,
  -- What Meta said last of its limits.
  no_calls_until_ms BIGINT,
  no_asks_until_ms  BIGINT,
  calls_per_day     BIGINT,
  -- When time changes something by itself.
  due_ms            BIGINT
);
CREATE INDEX permission_due ON permission (account, due_ms) WHERE due_ms IS NOT NULL;

CREATE TABLE permission_alias (
  account    TEXT   NOT NULL,
  channel    TEXT   NOT NULL,
  kind       TEXT   NOT NULL CHECK (kind IN ('PHONE', 'USER', 'PARENT')),
  value      TEXT   NOT NULL,
  permission TEXT   NOT NULL REFERENCES permission (id),
  place      BIGINT NOT NULL,
  PRIMARY KEY (account, channel, kind, value)
);
CREATE INDEX alias_of_permission ON permission_alias (permission, place);

CREATE TABLE permission_ask (
  id         TEXT   NOT NULL PRIMARY KEY,
  permission TEXT   NOT NULL REFERENCES permission (id),
  account    TEXT   NOT NULL,
  -- Meta's id of the message, once it is known.
  message    TEXT,
  at_ms      BIGINT NOT NULL,
  agent      TEXT,
  -- Personal data: what was written to a customer.
  caption    TEXT   NOT NULL,
  form       TEXT   NOT NULL,
  state      TEXT   NOT NULL,
  ends_at_ms BIGINT NOT NULL,
  error      BIGINT
);
CREATE INDEX ask_of_permission ON permission_ask (permission, at_ms);
CREATE INDEX ask_of_message ON permission_ask (account, message) WHERE message IS NOT NULL;
