#!/bin/sh
# make bench-peers: the gateway beside Debian's rtpengine, in alternating rounds of one run. The
# forwarder has a core of its own, the generator another. ARGS changes what is compared:
#   make bench-peers ARGS='--calls 200 --rounds 3'
set -eu
cd "$(dirname "$0")/.."
. tools/prepare.sh
. tools/peers.sh
command -v rtpengine >/dev/null 2>&1 ||
  fail "rtpengine is missing: install it (Debian: apt-get install rtpengine-daemon; its service need not run)."

run_peers
