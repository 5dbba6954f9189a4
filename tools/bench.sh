#!/bin/sh
# make bench: the packet path under JMH with what each operation allocates, then the load generator
# around a gateway of its own. BENCH chooses benchmarks by regular expression and ARGS goes to JMH as
# it is; LOAD goes to the load generator; "none" leaves one out:
# STORE=set-ups, STORE=charges or STORE=start measures the store, STORE=timers the ringing windows of 100,000 calls,
# STORE=cut-offs the end of the money of 100,000 calls that talk, and
# then nothing else:
# LOAD='--scenario flood --html flood.html' does one thing to it and draws what happened:
#   make bench BENCH=SrtpPath ARGS='-f 1 -i 3' LOAD='--calls 200 --seconds 60'
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh

mvn -q -B package -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
jar=bench/target/dering-bench.jar

# Several words on purpose, as ARGS and LOAD below.
# shellcheck disable=SC2086
if [ -n "${STORE:-}" ]; then
  # The collector that the gateway runs with: another one's pauses would be measured instead.
  exec "$JAVA_HOME/bin/java" -XX:+UseZGC -XX:+UseCompactObjectHeaders -jar "$jar" $STORE
fi

# ARGS and LOAD are several words on purpose.
# shellcheck disable=SC2086
if [ "${BENCH:-}" != none ]; then
  "$JAVA_HOME/bin/java" -jar "$jar" jmh "${BENCH:-SrtpPath}" -prof gc ${ARGS:--f 1 -wi 2 -w 1 -i 3 -r 1}
fi
# shellcheck disable=SC2086
if [ "${LOAD:-}" != none ]; then
  # A collector that does not stop the voices: a generator's pause would be taken for the gateway's.
  # Nor does memory that the host of a virtual machine gives only as it is touched, as in peers.sh.
  "$JAVA_HOME/bin/java" -XX:+UseZGC -XX:+UseCompactObjectHeaders -Xms1g -XX:+AlwaysPreTouch -jar "$jar" load ${LOAD:---calls 500}
fi
