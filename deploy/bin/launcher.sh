# Sourced by the launchers beside it. Sets java, newer_java: the options that only a newer Java knows, and huge_pages: the option for large pages where the
# system has them, with which lookups among very many users wait less for memory.
# shellcheck shell=sh disable=SC2034 # the launchers use the variables

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  if [ ! -x "$java" ]; then
    echo "$0: JAVA_HOME is $JAVA_HOME, and $java is no program (expected: a Java from 17 on)" >&2
    exit 1
  fi
else
  java=$(command -v java) || {
    echo "$0: java is not on the PATH (expected: a Java from 17 on, there or in JAVA_HOME)" >&2
    exit 1
  }
fi

# The file "release" tells a Java's version without starting it.
release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
if [ -r "$release" ]; then
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
else
  version=$("$java" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p')
fi
if [ "${version:-17}" -lt 17 ]; then
  echo "$0: $java is of version $version (expected: a Java from 17 on, there or in JAVA_HOME)" >&2
  exit 1
fi

# Libraries of ours use what a newer Java warns about.
newer_java=
if [ "${version:-17}" -ge 24 ]; then
  newer_java='--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED'
fi

huge_pages=
if [ "$(uname -s)" = Linux ]; then
  huge_pages=-XX:+UseTransparentHugePages
fi
