-- BAL-7: no entry is changed or deleted, by nobody.

CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'a ledger entry is never changed');
END;

CREATE TRIGGER ledger_entry_is_kept BEFORE DELETE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'a ledger entry is never deleted');
END;
