-- SQLite compares texts by their bytes and calls that BINARY; here it gets the same name, so that
-- one statement finds what begins with something by an index on both.

CREATE COLLATION "binary" FROM "C";
