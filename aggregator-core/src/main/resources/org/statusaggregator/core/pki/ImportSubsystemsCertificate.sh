#!/bin/sh
# Imports the certificate of @NAME@ into the certificate store of this machine.
#
#   ImportSubsystemsCertificate.sh [STORE] [OPTION...]
#
# STORE is the folder that the programs of this machine read their certificate from; without it the variable
# AGGREGATOR_CERTS names that folder. The work is done by "aggregator certs import", which also takes the options; it is
# looked for in $AGGREGATOR_HOME/bin, on the PATH and in /opt/status-aggregator/bin. On a machine that has no such
# command (its CIC server's client is another program) the files are copied without being checked.
set -u
umask 077

fail() {
  echo "The certificate for @NAME@ was not imported: $1" >&2
  exit 1
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || fail "this script's own folder cannot be entered"
store=${AGGREGATOR_CERTS:-}
case ${1:-} in
  '' | -*) ;;
  *) store=$1; shift ;;
esac
[ -n "$store" ] || fail "no store given (expected: the store's folder as first argument, or in AGGREGATOR_CERTS)"

aggregator=
if [ -n "${AGGREGATOR_HOME:-}" ]; then
  aggregator=$AGGREGATOR_HOME/bin/aggregator
  [ -x "$aggregator" ] || fail "AGGREGATOR_HOME is $AGGREGATOR_HOME, and $aggregator is no program"
elif command -v aggregator >/dev/null 2>&1; then
  aggregator=aggregator
elif [ -x /opt/status-aggregator/bin/aggregator ]; then
  aggregator=/opt/status-aggregator/bin/aggregator
fi
if [ -n "$aggregator" ]; then
  "$aggregator" certs import "$here" --to "$store" "$@"
  code=$?
  [ "$code" -eq 0 ] || echo "The certificate for @NAME@ was not imported." >&2
  exit "$code"
fi

[ "$#" -eq 0 ] || fail "options are for the aggregator command, which is not on this machine (expected: no $*)"
for file in certificate.pem private.key ca.pem; do
  [ -f "$here/$file" ] || fail "$here/$file is missing (expected: certificate.pem, private.key and ca.pem beside this script)"
  [ -s "$here/$file" ] || fail "$here/$file is empty (expected: the file as it was generated)"
  [ -r "$here/$file" ] || fail "$here/$file cannot be read by $(id -un) (expected: its owner, or an administrator)"
done
files="certificate.pem private.key ca.pem"
[ ! -f "$here/crl.pem" ] || files="crl.pem $files"

mkdir -p -- "$store" || fail "the folder $store cannot be made"
store=$(CDPATH='' cd -- "$store" && pwd -P) || fail "the folder $store cannot be entered"
[ "$store" != "$here" ] || fail "$store is this script's own folder (expected: another folder as store)"

# First all copies, then all renames: a full disk leaves the old files in place.
new=.new.$$
trap 'for file in $files; do rm -f -- "$store/$file$new"; done' EXIT
for file in $files; do
  cp -- "$here/$file" "$store/$file$new" || fail "$store/$file cannot be written"
  chmod 644 "$store/$file$new" || fail "the permissions in $store cannot be set"
  [ "$file" != private.key ] || chmod 600 "$store/$file$new" || fail "$store/private.key cannot be made private"
done
for file in $files; do
  mv -f -- "$store/$file$new" "$store/$file" || fail "$store/$file cannot be replaced"
done

echo "Copied without a check: the aggregator command is not on this machine."
echo "Store: $store"
echo "Successfully imported into the Subsystems certificate for @NAME@"
