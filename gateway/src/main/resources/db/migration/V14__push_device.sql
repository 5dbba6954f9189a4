-- Browsers of agents that take pushes (RFC 8030), with the keys that they read by (RFC 8291). A
-- browser is one agent's: who signs in there next takes it over.

CREATE TABLE push_device (
  account  TEXT   NOT NULL,
  id       TEXT   NOT NULL,
  agent    TEXT   NOT NULL,
  endpoint TEXT   NOT NULL,
  p256dh   TEXT   NOT NULL,
  auth     TEXT   NOT NULL,
  at_ms    BIGINT NOT NULL,
  PRIMARY KEY (account, id)
);
