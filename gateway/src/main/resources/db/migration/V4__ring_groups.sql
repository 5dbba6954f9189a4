-- Ring groups as they were changed over the API (RG-1). Until the first change of an account the
-- configuration's hold, and the account has no row in ring_groups_changed.

CREATE TABLE ring_groups_changed (
  account TEXT   NOT NULL PRIMARY KEY,
  at_ms   BIGINT NOT NULL
);

CREATE TABLE ring_group (
  account    TEXT   NOT NULL REFERENCES ring_groups_changed (account),
  id         TEXT   NOT NULL,
  place      BIGINT NOT NULL,
  name       TEXT   NOT NULL,
  channel    TEXT   NOT NULL,
  mode       TEXT   NOT NULL CHECK (mode IN ('RING_ALL', 'ROUND_ROBIN')),
  hunting_ms BIGINT NOT NULL CHECK (hunting_ms >= 0),
  PRIMARY KEY (account, id),
  -- RG-5: one group of each mode.
  UNIQUE (account, channel, mode)
);

CREATE TABLE ring_group_member (
  account    TEXT   NOT NULL,
  ring_group TEXT   NOT NULL,
  place      BIGINT NOT NULL,
  agent      TEXT   NOT NULL,
  -- RG-6: an agent is in one group at most.
  PRIMARY KEY (account, agent),
  FOREIGN KEY (account, ring_group) REFERENCES ring_group (account, id)
);
