#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume: a role for Heard and one for Temporal, neither may do more.
set -eu

case "$POSTGRES_PASSWORD $HEARD_DB_PASSWORD $TEMPORAL_DB_PASSWORD" in
  *replace-me*) echo 'Set the three database passwords in .env first, then remove this volume and start again.' >&2; exit 1 ;;
esac

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  --set heard="$HEARD_DB_PASSWORD" --set temporal="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role heard login password :'heard';
create role temporal login password :'temporal';
create database heard owner heard;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL
