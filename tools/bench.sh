#!/bin/sh
# make bench: the benchmarks with what each operation allocates, then the load generator; make load:
# the latter alone. BENCH chooses benchmarks by regular expression, ARGS goes on as it is:
#
#   make bench BENCH=SrtpPath ARGS='-f 1 -i 3'
#   make load ARGS='--calls 100 --hold 60'
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh

mvn -q -B package -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am

on_bench() {
  "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "bench/target/classes:$(cat bench/target/classpath)" "$@"
}

# ARGS is several words on purpose.
# shellcheck disable=SC2086
case ${1:-all} in
  load) on_bench io.dering.bench.Main load ${ARGS:-} ;;
  *)
    on_bench org.openjdk.jmh.Main "${BENCH:-.*}" -prof gc ${ARGS:-}
    if [ -z "${BENCH:-}${ARGS:-}" ]; then on_bench io.dering.bench.Main load; fi
    ;;
esac
