#!/bin/sh
# make fuzz: Jazzer searches for inputs that break what reads the network, target by target. A finding
# is written into the corpus, where make test plays it from then on:
#   make fuzz TARGET=sdp SECONDS=600
# TARGET is a folder of media/src/test/resources/fuzz. What Jazzer learns on its way stays in
# media/target/fuzz and is taken up again; KEEP=1 adds what reaches new code to the corpus.
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh

corpora=media/src/test/resources/fuzz
work=media/target/fuzz
mvn -q -B test-compile -pl media -Pfuzz -Dspotless.check.skip=true
classpath="media/target/classes:media/target/test-classes:$(cat media/target/fuzz-classpath)"

# The target, then what libFuzzer is told.
jazzer() {
  name=$1
  shift
  "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Xmx1g -cp "$classpath" \
    com.code_intelligence.jazzer.Jazzer --target_class=io.dering.media.fuzz.JazzerEntry \
    --target_args="$name" '--instrumentation_includes=io.dering.media.**' \
    '--instrumentation_excludes=io.dering.media.fuzz.**' '--custom_hook_includes=io.dering.media.**' \
    --reproducer_path="$work" "$@"
}

found=
for target in ${TARGET:-$(ls "$corpora")}; do
  [ -d "$corpora/$target" ] || fail "There is no fuzz target $target; there are: $(ls "$corpora" | tr '\n' ' ')"
  mkdir -p "$work/$target"
  say "$target for ${SECONDS:-60} s ..."
  jazzer "$target" -max_total_time="${SECONDS:-60}" -max_len=4096 -timeout=5 -print_final_stats=1 \
    -artifact_prefix="$corpora/$target/finding-" "$work/$target" "$corpora/$target" \
    >"$work/$target.log" 2>&1 || found="$found $target"
  grep -E '^== Java|^Caused by|^stat::(number_of_executed_units|average_exec)' "$work/$target.log" || true
  if [ -n "${KEEP:-}" ]; then
    jazzer "$target" -merge=1 -max_len=4096 "$corpora/$target" "$work/$target" >>"$work/$target.log" 2>&1
  fi
done
[ -z "$found" ] || fail "Found something in:$found; the input is in $corpora, the story in $work."
