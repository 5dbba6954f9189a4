#!/bin/sh
# make run: builds what is not built yet and starts gateway and sandbox in one process.
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh
say "JDK 25     $JAVA_HOME"

jar=gateway/target/dering.jar
newer=yes
if [ -f "$jar" ]; then
  newer=$(find pom.xml media signaling transport sandbox gateway console config \
    \( -name target -o -name node_modules -o -name dist \) -prune -o -type f -newer "$jar" -print | head -n 1)
fi
if [ -n "$newer" ]; then
  if [ ! -d "$HOME/.m2/repository/io/netty" ]; then
    say "building   the first time takes two to five minutes: Maven and npm fetch their libraries ..."
  elif [ ! -f "$jar" ]; then
    say "building   the first time takes one to three minutes ..."
  else
    say "building   what has changed: about half a minute ..."
  fi
  log=target/build.log
  mkdir -p target
  mvn -q -B package -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -pl gateway -am \
    >"$log" 2>&1 || {
    tail -n 30 "$log" >&2
    fail "The build failed; all it said is in $log."
  }
fi
say "starting   gateway and sandbox; Ctrl-C stops both"
# In the background and told to stop by us: Ctrl-C is a good end, which make would call an error.
"$JAVA_HOME/bin/java" -XX:+UseZGC -XX:+UseCompactObjectHeaders -Xmx1g -jar "$jar" dev &
gateway=$!
trap 'kill "$gateway" 2>/dev/null' INT TERM HUP
status=0
wait "$gateway" || status=$?
# A signal ends the wait, not the gateway: wait for that too.
while kill -0 "$gateway" 2>/dev/null; do
  wait "$gateway" || status=$?
done
case $status in
  130 | 143) exit 0 ;;
  *) exit "$status" ;;
esac
