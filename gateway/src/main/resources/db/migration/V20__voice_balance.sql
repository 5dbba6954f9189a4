-- An account's voice balance (BAL-1 to BAL-8): what moved it, what is held, where both stand, and what
-- minutes cost. Amounts are minor units of the account's currency. What the ledger says in memory is
-- said here again, by constraints, so that neither can be wrong alone.

-- Append only. Each entry goes on from the one before it: a gap, a fork or a changed amount in the
-- chain has nothing to refer to.
CREATE TABLE ledger_entry (
  account      TEXT   NOT NULL,
  sequence     BIGINT NOT NULL CHECK (sequence > 0),
  previous     BIGINT,
  -- Made before it was sent: unique, so that nothing is written twice.
  entry        TEXT   NOT NULL,
  at_ms        BIGINT NOT NULL,
  kind         TEXT   NOT NULL CHECK (kind IN ('TOP_UP', 'CHARGE', 'REFUND', 'ADJUSTMENT')),
  amount_minor BIGINT NOT NULL,
  -- How much more an adjustment was to take than there was.
  short_minor  BIGINT NOT NULL CHECK (short_minor >= 0),
  before_minor BIGINT NOT NULL CHECK (before_minor >= 0),
  after_minor  BIGINT NOT NULL CHECK (after_minor >= 0),
  call         TEXT,
  minute       BIGINT,
  by_agent     TEXT,
  note         TEXT,
  PRIMARY KEY (account, sequence),
  UNIQUE (account, entry),
  UNIQUE (account, sequence, after_minor),
  FOREIGN KEY (account, previous, before_minor)
    REFERENCES ledger_entry (account, sequence, after_minor),
  CHECK (after_minor = before_minor + amount_minor),
  CHECK ((sequence = 1) = (previous IS NULL)),
  CHECK (previous IS NULL OR previous = sequence - 1),
  CHECK (sequence > 1 OR before_minor = 0),
  CHECK (kind <> 'TOP_UP' OR (amount_minor > 0 AND call IS NULL)),
  CHECK (kind <> 'REFUND' OR amount_minor > 0),
  CHECK (kind <> 'CHARGE' OR amount_minor < 0),
  CHECK (kind = 'ADJUSTMENT' OR short_minor = 0),
  CHECK (kind <> 'ADJUSTMENT' OR amount_minor <> 0 OR short_minor > 0),
  CHECK (kind = 'TOP_UP' OR call IS NOT NULL),
  CHECK ((kind = 'CHARGE') = (minute IS NOT NULL)),
  CHECK (minute IS NULL OR minute > 0)
);
-- M2: a minute of a call is charged once; only charges have a minute. The entries of a call as well.
CREATE UNIQUE INDEX ledger_charge ON ledger_entry (call, minute);
-- A month's minutes and sums; pages of some days. For who says "sequence > 0" alone: PostgreSQL
-- would take it for the foreign keys above as well, before it knows how large the table is, and then
-- reads all of an account's entries for each new one.
CREATE INDEX ledger_by_time ON ledger_entry (account, at_ms) WHERE sequence > 0;
-- What a start reads: the newest that may be asked for again.
CREATE INDEX ledger_moved ON ledger_entry (account, sequence) WHERE kind <> 'CHARGE';

-- One row a minute that was held; it leaves OPEN once.
CREATE TABLE ledger_hold (
  account        TEXT   NOT NULL,
  call           TEXT   NOT NULL,
  minute         BIGINT NOT NULL CHECK (minute > 0),
  amount_minor   BIGINT NOT NULL CHECK (amount_minor > 0),
  placed_at_ms   BIGINT NOT NULL,
  state          TEXT   NOT NULL CHECK (state IN ('OPEN', 'SETTLED', 'RELEASED')),
  charged_minor  BIGINT CHECK (charged_minor >= 0),
  resolved_at_ms BIGINT,
  PRIMARY KEY (call, minute),
  CHECK ((state = 'OPEN') = (resolved_at_ms IS NULL)),
  CHECK ((state = 'SETTLED') = (charged_minor IS NOT NULL)),
  CHECK (charged_minor IS NULL OR charged_minor <= amount_minor)
);
CREATE INDEX ledger_hold_open ON ledger_hold (account, call) WHERE state = 'OPEN';

-- Where an account stands: always at its newest entry, and never with more held than there is (M3).
CREATE TABLE ledger_head (
  account       TEXT   NOT NULL PRIMARY KEY,
  sequence      BIGINT NOT NULL,
  balance_minor BIGINT NOT NULL,
  held_minor    BIGINT NOT NULL CHECK (held_minor >= 0),
  FOREIGN KEY (account, sequence, balance_minor)
    REFERENCES ledger_entry (account, sequence, after_minor),
  CHECK (balance_minor - held_minor >= 0)
);

-- Rate cards as they were replaced, each whole; former ones stay.
CREATE TABLE rate_card (
  account           TEXT   NOT NULL,
  version           BIGINT NOT NULL CHECK (version > 0),
  at_ms             BIGINT NOT NULL,
  by_agent          TEXT,
  currency          TEXT   NOT NULL,
  increment_seconds BIGINT NOT NULL CHECK (increment_seconds BETWEEN 1 AND 60),
  minimum_seconds   BIGINT NOT NULL CHECK (minimum_seconds >= 0),
  PRIMARY KEY (account, version)
);

CREATE TABLE rate_card_row (
  account        TEXT   NOT NULL,
  version        BIGINT NOT NULL,
  prefix         TEXT   NOT NULL,
  -- A day, as in 2026-10-01.
  effective_from TEXT   NOT NULL,
  from_minutes   BIGINT NOT NULL CHECK (from_minutes >= 0),
  to_minutes     BIGINT,
  price_minor    BIGINT NOT NULL CHECK (price_minor > 0),
  PRIMARY KEY (account, version, prefix, effective_from, from_minutes),
  FOREIGN KEY (account, version) REFERENCES rate_card (account, version),
  CHECK (to_minutes IS NULL OR to_minutes > from_minutes)
);
