-- Each filter of the log finds its calls in the log's order (REP-3). What is never null is said to
-- be so all the same: a question that does not ask for it, such as that of a start, cannot take the
-- wrong index then.

CREATE INDEX call_by_channel ON call (account, channel, opened_at_ms, id)
  WHERE channel IS NOT NULL;
CREATE INDEX call_by_direction ON call (account, direction, opened_at_ms, id)
  WHERE direction IS NOT NULL;
CREATE INDEX call_by_status ON call (account, status, opened_at_ms, id)
  WHERE status IS NOT NULL;

-- The name in small letters, and the number backwards: a number is found by its last digits too.
ALTER TABLE call ADD COLUMN customer_key TEXT;
ALTER TABLE call ADD COLUMN customer_back TEXT;
UPDATE call SET customer_key = lower(customer_name), customer_back =
  substr(customer_number, 15, 1) || substr(customer_number, 14, 1) || substr(customer_number, 13, 1)
  || substr(customer_number, 12, 1) || substr(customer_number, 11, 1)
  || substr(customer_number, 10, 1) || substr(customer_number, 9, 1)
  || substr(customer_number, 8, 1) || substr(customer_number, 7, 1)
  || substr(customer_number, 6, 1) || substr(customer_number, 5, 1)
  || substr(customer_number, 4, 1) || substr(customer_number, 3, 1)
  || substr(customer_number, 2, 1) || substr(customer_number, 1, 1);
CREATE INDEX call_by_name ON call (account, customer_key COLLATE "binary")
  WHERE customer_key IS NOT NULL;
CREATE INDEX call_by_number ON call (account, customer_number COLLATE "binary")
  WHERE customer_number IS NOT NULL;
CREATE INDEX call_by_number_end ON call (account, customer_back COLLATE "binary")
  WHERE customer_back IS NOT NULL;
