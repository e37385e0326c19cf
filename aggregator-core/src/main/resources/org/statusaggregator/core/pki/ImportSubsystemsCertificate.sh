#!/bin/sh
# Imports the certificate of @NAME@ into the certificate store of this machine.
#
#   ImportSubsystemsCertificate.sh [STORE]
#
# STORE is the folder that the programs of this machine read their certificate from; without it the variable
# AGGREGATOR_CERTS names that folder. A certificate that is there already is replaced.
set -u
umask 077

fail() {
  echo "The certificate for @NAME@ was not imported: $1" >&2
  exit 1
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || fail "this script's own folder cannot be entered"
store=${1:-${AGGREGATOR_CERTS:-}}
[ -n "$store" ] || fail "no store given (expected: the store's folder as first argument, or in AGGREGATOR_CERTS)"

for file in certificate.pem private.key ca.pem; do
  [ -f "$here/$file" ] || fail "$here/$file is missing (expected: certificate.pem, private.key and ca.pem beside this script)"
  [ -s "$here/$file" ] || fail "$here/$file is empty (expected: the file as it was generated)"
  [ -r "$here/$file" ] || fail "$here/$file cannot be read by $(id -un) (expected: its owner, or an administrator)"
done

mkdir -p -- "$store" || fail "the folder $store cannot be made"
store=$(CDPATH='' cd -- "$store" && pwd -P) || fail "the folder $store cannot be entered"
[ "$store" != "$here" ] || fail "$store is this script's own folder (expected: another folder as store)"

# First all copies, then all renames: a full disk leaves the old files in place.
new=.new.$$
trap 'rm -f -- "$store/certificate.pem$new" "$store/private.key$new" "$store/ca.pem$new"' EXIT
for file in certificate.pem private.key ca.pem; do
  cp -- "$here/$file" "$store/$file$new" || fail "$store/$file cannot be written"
done
chmod 600 "$store/private.key$new" || fail "$store/private.key cannot be made private"
chmod 644 "$store/certificate.pem$new" "$store/ca.pem$new" || fail "the permissions in $store cannot be set"
for file in ca.pem certificate.pem private.key; do
  mv -f -- "$store/$file$new" "$store/$file" || fail "$store/$file cannot be replaced"
done

echo "Store: $store"
echo "Successfully imported into the Subsystems certificate for @NAME@"
