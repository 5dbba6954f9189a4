-- When the process that has this database was seen alive last, while it had calls: so long, and no
-- longer, a call that it left open can have lasted. One row.
CREATE TABLE sign_of_life (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at_ms BIGINT NOT NULL
);
