-- Where each round-robin group stands (RG-3): the member who was offered a call last.

CREATE TABLE ring_turn (
  account    TEXT   NOT NULL,
  ring_group TEXT   NOT NULL,
  agent      TEXT   NOT NULL,
  at_ms      BIGINT NOT NULL,
  PRIMARY KEY (account, ring_group)
);
