#!/bin/sh
# Heard's namespace and search attributes, made where they are missing. Seven days of history are enough:
# the record of every text is in Heard's own database.
set -eu

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 168h

# A new namespace is known to every part of the server only after its caches were read again.
tries=30
until known=$(temporal operator search-attribute list); do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 1
  sleep 2
done

for attribute in HeardStage=Keyword HeardPriority=Keyword HeardCallType=Keyword HeardDivision=Keyword \
  HeardDelayed=Bool HeardReceivedAt=Datetime; do
  echo "$known" | grep -qw "${attribute%=*}" ||
    temporal operator search-attribute create --name "${attribute%=*}" --type "${attribute#*=}"
done
