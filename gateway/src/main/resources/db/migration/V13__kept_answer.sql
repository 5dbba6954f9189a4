-- What a request with an Idempotency-Key was answered. Until it is answered the status is null;
-- `worker` is the process that works on it. The answer is sealed: it may hold a token.

CREATE TABLE kept_answer (
  account     TEXT   NOT NULL,
  caller      TEXT   NOT NULL,
  request_key TEXT   NOT NULL,
  fingerprint TEXT   NOT NULL,
  worker      TEXT   NOT NULL,
  at_ms       BIGINT NOT NULL,
  status      BIGINT,
  answer      BLOB,
  PRIMARY KEY (account, caller, request_key)
);
CREATE INDEX kept_answer_by_age ON kept_answer (at_ms);
