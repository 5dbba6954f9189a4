-- Tokens of backends (RM-14). The token itself is nowhere: only its SHA-256 in hexadecimal.

CREATE TABLE api_token (
  id            TEXT   NOT NULL PRIMARY KEY,
  account       TEXT   NOT NULL,
  name          TEXT   NOT NULL,
  digest        TEXT   NOT NULL UNIQUE,
  -- Their names with a space between them.
  scopes        TEXT   NOT NULL,
  created_at_ms BIGINT NOT NULL,
  expires_at_ms BIGINT,
  -- Days since 1970-01-01; no finer, so that a use is no write.
  last_used_day BIGINT,
  revoked_at_ms BIGINT
);
CREATE INDEX api_token_live ON api_token (account, created_at_ms) WHERE revoked_at_ms IS NULL;
