#!/bin/sh
# make test: everything there is to test. Its last line says how many passed and failed.
set -u
cd "$(dirname "$0")/.."
. tools/prepare.sh

if ! command -v chromium >/dev/null 2>&1 && [ -z "${DERING_CHROMIUM:-}" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing Debian's chromium for the browser tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null ||
      fail "chromium could not be installed."
  else
    fail "The browser tests need Chromium: sudo apt-get install chromium (or set DERING_CHROMIUM to a Chromium or Chrome)."
  fi
fi

# Both kinds of browser tests, the console's and the end-to-end ones, take the one that is there.
DERING_CHROMIUM=${DERING_CHROMIUM:-$(command -v chromium)}
export DERING_CHROMIUM

if ! command -v openssl >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing openssl, the other end of the DTLS tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq openssl >/dev/null ||
      fail "openssl could not be installed."
  else
    fail "The DTLS tests talk to openssl: sudo apt-get install openssl."
  fi
fi

if ! /usr/bin/python3 -c 'import pylibsrtp' >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing python3-pylibsrtp, the oracle of the SRTP tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-pylibsrtp >/dev/null ||
      fail "python3-pylibsrtp could not be installed."
  else
    fail "The SRTP tests ask libsrtp: sudo apt-get install python3-pylibsrtp."
  fi
fi

mvn -B -fae verify
status=$?
# Counts from the reports themselves; a build that failed without a failed test counts as one.
node tools/count-tests.mjs "$status"
exit "$status"
