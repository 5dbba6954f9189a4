#!/bin/sh
# make bench: the benchmarks, with what each operation allocates. BENCH chooses by regular expression,
# ARGS goes to JMH as it is: make bench BENCH=SrtpPath ARGS='-f 1 -i 3'
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh

mvn -q -B package -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
# ARGS is several words on purpose.
# shellcheck disable=SC2086
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
  -cp "bench/target/classes:$(cat bench/target/classpath)" \
  org.openjdk.jmh.Main "${BENCH:-.*}" -prof gc ${ARGS:-}
