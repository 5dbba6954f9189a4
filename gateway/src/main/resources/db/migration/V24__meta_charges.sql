-- What Meta charged for the calls of a month, as it was told last (BAL-3); beside the ledger, which
-- has what the account pays.

CREATE TABLE meta_month (
  account    TEXT   NOT NULL,
  -- The WhatsApp Business Account's id.
  waba       TEXT   NOT NULL,
  -- UTC, as in 2026-11.
  month      TEXT   NOT NULL,
  currency   TEXT   NOT NULL,
  read_at_ms BIGINT NOT NULL,
  PRIMARY KEY (account, month, waba)
);

CREATE TABLE meta_charge (
  account     TEXT   NOT NULL,
  month       TEXT   NOT NULL,
  waba        TEXT   NOT NULL,
  -- Empty where Meta does not say, as the two below.
  country     TEXT   NOT NULL,
  direction   TEXT   NOT NULL CHECK (direction IN ('INBOUND', 'OUTBOUND', '')),
  tier        TEXT   NOT NULL,
  calls       BIGINT NOT NULL CHECK (calls >= 0),
  talk_ms     BIGINT NOT NULL CHECK (talk_ms >= 0),
  -- Millionths of a unit of the month's currency.
  cost_micros BIGINT NOT NULL CHECK (cost_micros >= 0),
  PRIMARY KEY (account, month, waba, country, direction, tier),
  FOREIGN KEY (account, month, waba) REFERENCES meta_month (account, month, waba)
);
