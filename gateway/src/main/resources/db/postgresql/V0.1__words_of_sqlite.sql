-- The migrations are the same for both databases; PostgreSQL calls this one bytea.

CREATE DOMAIN blob AS bytea;
