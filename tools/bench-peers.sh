#!/bin/sh
# make bench-peers: the gateway beside Debian's rtpengine, in alternating rounds of one run. The
# forwarder has a core of its own, the generator another. ARGS changes what is compared:
#   make bench-peers ARGS='--calls 200 --rounds 3'
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh
command -v rtpengine >/dev/null 2>&1 ||
  fail "rtpengine is missing: install it (Debian: apt-get install rtpengine-daemon; its service need not run)."
command -v taskset >/dev/null 2>&1 || fail "taskset is missing: install util-linux."

mvn -q -B package -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
# The generator makes no garbage to speak of: the collector that costs running code the least, and
# room for its classes from the start, or the collector stops it for 70 ms whenever they need more.
# ARGS is several words on purpose.
# shellcheck disable=SC2086
exec taskset -c 1 "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xms1g -Xmn600m -XX:MetaspaceSize=256m -XX:+UseTransparentHugePages -XX:+UseCompactObjectHeaders \
  -jar bench/target/dering-bench.jar peers --cpu 0 ${ARGS:-}
