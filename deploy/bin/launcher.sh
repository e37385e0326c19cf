# Sourced by the launchers beside it. Sets java, newer_java: the options that only a newer Java knows, and huge_pages: the option for large pages where the
# system has them, with which lookups among very many users wait less for memory; and in_short_turns, which runs a program.
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

# Becomes this program, in short turns on the processor where Linux gives them (from 6.12 on): of two threads that want it the one with the shorter turns may
# overtake, so that a change does not wait for milliseconds behind somebody who works for long (docs/decisions/0014). All else, a nice value for example,
# stays as it is. By perl, because chrt can only since util-linux 2.41. Where none of this is to be had the program runs all the same.
in_short_turns() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) get_and_set='315 314' ;; # sched_getattr, sched_setattr
    Linux-aarch64) get_and_set='275 274' ;;
    *) get_and_set= ;;
  esac
  if [ -n "$get_and_set" ] && command -v perl >/dev/null 2>&1; then
    # shellcheck disable=SC2016,SC2086 # the dollars are perl's; two numbers are meant
    exec env PERL_BADLANG=0 perl -e '
      my ($get, $set) = splice(@ARGV, 0, 2);
      my $attributes = "\0" x 48;
      if (syscall($get, 0, $attributes, 48, 0) == 0) {
        substr($attributes, 24, 8) = pack("Q", 300_000); # nanoseconds
        syscall($set, 0, $attributes, 0);
      }
      exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\n";
    ' $get_and_set "$@"
  fi
  exec "$@"
}
