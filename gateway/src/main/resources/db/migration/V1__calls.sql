-- The log of calls, and the webhooks that are received before they are understood.
-- Times are epoch milliseconds. Enums are stored by name.

CREATE TABLE call (
  id                 TEXT   NOT NULL PRIMARY KEY,
  account            TEXT   NOT NULL,
  meta_call          TEXT   NOT NULL UNIQUE,
  channel            TEXT   NOT NULL,
  direction          TEXT   NOT NULL CHECK (direction IN ('INBOUND', 'OUTBOUND')),
  customer_number    TEXT,
  customer_user_id   TEXT,
  customer_name      TEXT,
  button_payload     TEXT,
  link_payload       TEXT,
  meta_time_ms       BIGINT NOT NULL,
  opened_at_ms       BIGINT NOT NULL,
  agent              TEXT,
  taken_at_ms        BIGINT,
  connected_at_ms    BIGINT,
  closed_at_ms       BIGINT,
  status             TEXT   CHECK (status IN ('ANSWERED', 'UNANSWERED')),
  reason             TEXT,
  ring_ms            BIGINT CHECK (ring_ms >= 0),
  talk_ms            BIGINT CHECK (talk_ms >= 0),
  charge_minor       BIGINT CHECK (charge_minor >= 0),
  meta_error_code    BIGINT,
  -- A call is either open or has its whole end.
  CHECK ((closed_at_ms IS NULL) = (status IS NULL)),
  CHECK ((closed_at_ms IS NULL) = (reason IS NULL)),
  CHECK ((closed_at_ms IS NULL) = (ring_ms IS NULL)),
  CHECK ((closed_at_ms IS NULL) = (talk_ms IS NULL)),
  CHECK ((closed_at_ms IS NULL) = (charge_minor IS NULL))
);

-- IN-4, once more: an agent holds at most one call.
CREATE UNIQUE INDEX agent_call ON call (account, agent)
  WHERE agent IS NOT NULL AND closed_at_ms IS NULL;
-- Pages of the log, newest first.
CREATE INDEX call_by_time ON call (account, opened_at_ms, id);
CREATE INDEX call_by_agent ON call (account, agent, opened_at_ms, id) WHERE agent IS NOT NULL;
-- What a start looks for: calls left open, and calls that ended lately.
CREATE INDEX call_open ON call (account, opened_at_ms) WHERE closed_at_ms IS NULL;
CREATE INDEX call_ended ON call (account, closed_at_ms) WHERE closed_at_ms IS NOT NULL;

CREATE TABLE call_event (
  call     TEXT   NOT NULL REFERENCES call (id),
  sequence BIGINT NOT NULL CHECK (sequence > 0),
  at_ms    BIGINT NOT NULL,
  kind     TEXT   NOT NULL,
  agent    TEXT,
  detail   TEXT,
  PRIMARY KEY (call, sequence)
);

-- Bodies whose signature was verified, exactly as received: phone numbers and SDP inside.
CREATE TABLE webhook_inbox (
  id              BIGINT NOT NULL PRIMARY KEY,
  received_at_ms  BIGINT NOT NULL,
  processed_at_ms BIGINT,
  body            BLOB   NOT NULL
);
CREATE INDEX webhook_waiting ON webhook_inbox (id) WHERE processed_at_ms IS NULL;
CREATE INDEX webhook_processed ON webhook_inbox (processed_at_ms)
  WHERE processed_at_ms IS NOT NULL;
