-- Why a call failed or was silent, as media names it at its end (media.doctor.Cause). Calls with which
-- nothing was wrong have no row.
CREATE TABLE call_diagnosis (
  call  TEXT NOT NULL PRIMARY KEY REFERENCES call (id),
  cause TEXT NOT NULL
);
