#!/bin/sh
# make bench-profile: what the gateway's media thread spends a forwarded packet's time on, by Linux's
# trace points, which Java methods it is in, by samples, and what makes it stand still for
# milliseconds, by the switches of all cores. The gateway alone on a core, the generator on another.
# ARGS changes what is looked at:
#   make bench-profile ARGS='--calls 1000'
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh
. tools/peers.sh
command -v perf >/dev/null 2>&1 || fail "perf is missing: install it (Debian: apt-get install linux-perf)."

ARGS=${ARGS:---calls 200 --ramp 40 --warm-up 30}
run_peers --alone GATEWAY --profile --rounds 1
