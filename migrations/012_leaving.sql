-- People who leave, incidents with their proof, why a connection was taken away, and since when a restored backup isn't trusted.
-- Up Migration
create table departures (                        -- Workbot was removed by them, or Teams no longer has them: ended when the day of grace is over
  tenant_id      text not null,
  aad_object_id  text not null,
  why            text not null check (why in ('uninstalled', 'not_in_roster')),
  noticed_at     timestamptz not null default now(),
  due_at         timestamptz not null default now() + interval '1 day',
  primary key (tenant_id, aad_object_id)
);
create index departures_due on departures (due_at);

create table incidents (                         -- everyone disconnected from an app, or every token revoked; the same command again goes on with it
  id               uuid primary key default gen_random_uuid(),
  configuration_id text references app_configurations,  -- null: all of them
  started_at       timestamptz not null default now(),
  started_by       text not null,
  cut_at           timestamptz,                  -- sign-ins that were under way are void since; what was connected before goes
  connections      int not null default 0,       -- taken away so far
  ended_at         timestamptz
);
create unique index incidents_open on incidents (coalesce(configuration_id, '')) where ended_at is null;

alter table disconnects add column why text not null default 'asked';  -- by its owner; else why it was taken from them
create index connections_by_age on connections (connected_at) where kind = 'personal';
alter table deployment
  add column restored_at timestamptz;            -- since when nothing of a restored backup is trusted; null: it isn't one
grant select, insert, update, delete on departures, incidents to workbot_app;

-- Down Migration
drop index connections_by_age;
alter table deployment drop column restored_at;
alter table disconnects drop column why;
drop table incidents, departures;
