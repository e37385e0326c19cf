#!/bin/sh
# Builds the distribution, unless there is one that is newer than the sources, and runs: aggregator demo "$@"
# Needs a JDK from 17 on and Maven. Try: deploy/demo.sh --for 60s
set -eu
root=$(dirname "$(dirname "$(readlink -f "$0")")")
stamp=$root/deploy/target/demo-built

if [ ! -e "$stamp" ] || [ -n "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main "$root"/deploy/[!t]* -newer "$stamp" | head -n 1)" ]; then
  if [ -t 2 ]; then echo "building" >&2; fi
  mkdir -p "$root/deploy/target"
  # What is saved while it builds belongs to the next build.
  touch "$stamp.new"
  mvn -q -f "$root/pom.xml" -pl deploy -am -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcheckstyle.skip=true package >&2
  mv "$stamp.new" "$stamp"
fi

case " $* " in
  *" --dir"*) ;;
  *) set -- --dir "$root/demo" "$@" ;;
esac
exec "$root"/deploy/target/status-aggregator-*/bin/aggregator demo "$@"
