-- The account's people as they were changed over the API (RO-1). Until the first change of an account
-- the configuration's hold, and the account has no row here. Nobody is deleted: the log names them.

CREATE TABLE account_user (
  account       TEXT   NOT NULL,
  id            TEXT   NOT NULL,
  place         BIGINT NOT NULL,
  name          TEXT   NOT NULL,
  role          TEXT   NOT NULL CHECK (role IN ('OWNER', 'ADMIN', 'SUPERVISOR', 'AGENT')),
  disabled      BIGINT NOT NULL CHECK (disabled IN (0, 1)),
  changed_at_ms BIGINT NOT NULL,
  PRIMARY KEY (account, id)
);

-- What the live view counts (RM-12): the calls of an hour or a day are read from this index alone.
CREATE INDEX call_figures ON call (account, direction, opened_at_ms, status, reason, ring_ms)
  WHERE status IS NOT NULL;

-- How both lines of a call were (REP-1): a word beside the call, and the series behind it as JSON.
ALTER TABLE call ADD COLUMN quality TEXT CHECK (quality IN ('GOOD', 'FAIR', 'POOR'));
CREATE TABLE call_quality (
  call   TEXT NOT NULL PRIMARY KEY REFERENCES call (id),
  series TEXT NOT NULL
);

-- Deliveries of one state, such as what was given up.
CREATE INDEX webhook_delivery_by_state ON webhook_delivery (endpoint, state, seq);
