# Sourced by the other tools: finds what the build needs, or says in one sentence what to install.
# Sets JAVA_HOME to a JDK 25. Needs nothing but a POSIX shell.

say() { printf '%s\n' "$*"; }
fail() { printf 'dering: %s\n' "$*" >&2; exit 1; }

is_jdk25() {
  [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -Eq '^javac 25([.+ -]|$)'
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && is_jdk25 "$JAVA_HOME"; then return 0; fi
  for home in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk25 "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  on_path=$(command -v javac 2>/dev/null) || return 1
  home=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  is_jdk25 "$home" || return 1
  JAVA_HOME=$home
  export JAVA_HOME
}

find_jdk || fail "No JDK 25 found: install one (for example Temurin 25 from adoptium.net, or your system's openjdk-25-jdk) or set JAVA_HOME to it."
command -v mvn >/dev/null 2>&1 || fail "Maven is missing: install it (Debian and Ubuntu: apt-get install maven; macOS: brew install maven)."
command -v node >/dev/null 2>&1 || fail "Node.js is missing: install version 20.19 or later (nodejs.org)."
command -v npm >/dev/null 2>&1 || fail "npm is missing: install it beside Node.js (Debian and Ubuntu: apt-get install npm)."
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  fail "Node.js $(node --version) is too old: install version 20.19 or later (nodejs.org)."
