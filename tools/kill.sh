#!/bin/sh
# make kill: the crash test's long version. A process that writes calls is killed with SIGKILL at random
# moments, over one database, on SQLite and for every tenth kill on PostgreSQL:
#   make kill KILLS=1000 SEED=20261121
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh

KILLS=${KILLS:-1000}
SEED=${SEED:-$(date +%s)}
say "$KILLS kills with seed $SEED ..."
mvn -q -B test -pl gateway -am -Dtest=CrashTest -Dsurefire.failIfNoSpecifiedTests=false -Dskip.npm.tests=true \
  -Dspotless.check.skip=true -Dkill.times="$KILLS" -Dkill.seed="$SEED" ||
  fail "Something was lost, or the test itself failed; replay with make kill KILLS=$KILLS SEED=$SEED."
say "$KILLS kills on SQLite and $((KILLS / 10)) on PostgreSQL: no acknowledged fact was lost."
