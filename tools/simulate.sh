#!/bin/sh
# make simulate: a million calls through the production switchboard, a Meta, agents, media, disks and
# kills around it, auditors after every step. CALLS changes how many; SEED plays one seed again:
#   make simulate SEED=1234567890
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh

status=0
# SEED is one option or none on purpose.
# shellcheck disable=SC2086
mvn -q -B test -pl signaling -Dspotless.check.skip=true -Dtest=CallCentreSimulationTest \
  -Dsurefire.failIfNoSpecifiedTests=false "-Dsim.calls=${CALLS:-1000000}" \
  ${SEED:+-Dsim.seed=$SEED} || status=$?
cat signaling/target/surefire-reports/*.CallCentreSimulationTest-output.txt || true
exit "$status"
