-- Meta's error_subcode beside its code.

ALTER TABLE call ADD COLUMN meta_error_subcode BIGINT;
