-- What backends are told (docs/events.md), and how far each of their webhooks has got.

CREATE TABLE event (
  -- Grows with every event of the store; the newest row is never purged.
  seq     BIGINT NOT NULL PRIMARY KEY,
  account TEXT   NOT NULL,
  at_ms   BIGINT NOT NULL,
  type    TEXT   NOT NULL,
  data    TEXT   NOT NULL
);
CREATE INDEX event_of_account ON event (account, seq);
CREATE INDEX event_by_time ON event (at_ms);

CREATE TABLE webhook_endpoint (
  id             TEXT   NOT NULL PRIMARY KEY,
  account        TEXT   NOT NULL,
  url            TEXT   NOT NULL,
  -- Signs what is sent, so it has to be known: the database file is for its owner alone.
  secret         TEXT   NOT NULL,
  -- Words with a space between them; empty for all.
  types          TEXT   NOT NULL,
  enabled        BIGINT NOT NULL CHECK (enabled IN (0, 1)),
  created_at_ms  BIGINT NOT NULL,
  -- Events up to here have become deliveries, or were none of its types.
  planned_to     BIGINT NOT NULL
);
CREATE INDEX webhook_endpoint_of_account ON webhook_endpoint (account);

CREATE TABLE webhook_delivery (
  endpoint     TEXT   NOT NULL REFERENCES webhook_endpoint (id) ON DELETE CASCADE,
  seq          BIGINT NOT NULL,
  state        TEXT   NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'DEAD')),
  attempts     BIGINT NOT NULL CHECK (attempts >= 0),
  due_at_ms    BIGINT NOT NULL,
  last_at_ms   BIGINT,
  last_status  BIGINT,
  last_failure TEXT,
  PRIMARY KEY (endpoint, seq)
);
CREATE INDEX webhook_delivery_of_event ON webhook_delivery (seq);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint, due_at_ms) WHERE state = 'WAITING';
