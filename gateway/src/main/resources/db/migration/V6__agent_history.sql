-- The agents' log history (RM-3): sign-in and out, online and away, reachable or not.

CREATE TABLE agent_event (
  id       BIGINT NOT NULL PRIMARY KEY,
  account  TEXT   NOT NULL,
  agent    TEXT   NOT NULL,
  at_ms    BIGINT NOT NULL,
  kind     TEXT   NOT NULL,
  browser  TEXT   NOT NULL,
  platform TEXT   NOT NULL,
  after_ms BIGINT
);

CREATE INDEX agent_event_by_agent ON agent_event (account, agent, id);
