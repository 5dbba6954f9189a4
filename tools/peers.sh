# Sourced by bench-peers.sh and bench-profile.sh: builds, then runs dering-bench.jar peers with these
# arguments and those of ARGS. The forwarder has core 0, the generator core 1.

run_peers() {
  command -v taskset >/dev/null 2>&1 || fail "taskset is missing: install util-linux."
  mvn -q -B package -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench -am
  # The generator makes no garbage to speak of: the collector that costs running code the least, and
  # room for its classes from the start, or the collector stops it for 70 ms whenever they need more.
  # Its heap is touched before it begins: where a virtual machine's host gives memory only as it is
  # touched, that takes 2 s for each GiB, and would be taken in the middle of a round.
  # ARGS is several words on purpose.
  # shellcheck disable=SC2086
  exec taskset -c 1 "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xms1g -Xmn600m -XX:+AlwaysPreTouch -XX:MetaspaceSize=256m -XX:+UseTransparentHugePages -XX:+UseCompactObjectHeaders \
    -jar bench/target/dering-bench.jar peers --cpu 0 "$@" ${ARGS:-}
}
