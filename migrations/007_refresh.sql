-- When a connection's tokens end, by the database's clock; and when they are due to be used before they idle out.
-- Up Migration
alter table connections
  add column access_expires_at  timestamptz,     -- null: the app didn't say; a 401 does
  add column refresh_expires_at timestamptz,     -- the end that no refresh extends; null: none
  add column refreshed_at       timestamptz,     -- null: not since connected_at
  -- When the refresh token is used next, though nobody asks; null: never. The default is for rows that older code writes: one refresh, and the
  -- app's own rule holds.
  add column keep_alive_at      timestamptz default now() + interval '1 day',
  add column end_warned_at      timestamptz;     -- its owner was told of refresh_expires_at
create index connections_keep_alive on connections (keep_alive_at) where state = 'connected';
create index connections_end_near on connections (refresh_expires_at) where state = 'connected' and kind = 'personal' and end_warned_at is null;

-- Down Migration
drop index connections_end_near, connections_keep_alive;
alter table connections drop column access_expires_at, drop column refresh_expires_at, drop column refreshed_at, drop column keep_alive_at,
  drop column end_warned_at;
