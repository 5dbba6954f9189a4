-- Call settings of channels as they were changed over the API (IN-2, IN-7, RM-9). A channel without a
-- row has those of the configuration.

CREATE TABLE channel_settings (
  account           TEXT   NOT NULL,
  channel           TEXT   NOT NULL,
  at_ms             BIGINT NOT NULL,
  ringing_window_ms BIGINT NOT NULL CHECK (ringing_window_ms BETWEEN 30000 AND 60000),
  inbound           BIGINT NOT NULL CHECK (inbound IN (0, 1)),
  out_of_hours      TEXT   NOT NULL,
  -- Null: open around the clock.
  time_zone         TEXT,
  PRIMARY KEY (account, channel)
);

CREATE TABLE channel_hours (
  account     TEXT   NOT NULL,
  channel     TEXT   NOT NULL,
  place       BIGINT NOT NULL,
  -- 1 is Monday (ISO 8601).
  day         BIGINT NOT NULL CHECK (day BETWEEN 1 AND 7),
  from_minute BIGINT NOT NULL CHECK (from_minute >= 0),
  to_minute   BIGINT NOT NULL CHECK (to_minute > from_minute AND to_minute <= 1440),
  PRIMARY KEY (account, channel, place),
  FOREIGN KEY (account, channel) REFERENCES channel_settings (account, channel)
);

CREATE TABLE channel_holiday (
  account   TEXT   NOT NULL,
  channel   TEXT   NOT NULL,
  -- Days since 1970-01-01.
  epoch_day BIGINT NOT NULL,
  PRIMARY KEY (account, channel, epoch_day),
  FOREIGN KEY (account, channel) REFERENCES channel_settings (account, channel)
);
