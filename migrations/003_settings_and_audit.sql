-- Recipe settings, the deployment's switch, one-time nonces, and the append-only audit.
-- Up Migration
create table recipe_settings (
  recipe             text primary key,
  verify_user_access boolean not null,
  enabled            boolean not null default true,
  disabled_at        timestamptz,
  who                text not null default 'nobody' check (who in ('nobody', 'people', 'everyone')),
  people             text[] not null default '{}',   -- aadObjectIds, where who is 'people'
  sign_in_hours      int not null default 72 check (sign_in_hours between 1 and 720),
  configurations     jsonb not null default '{}',    -- app -> app configuration id
  version            int not null default 1,
  updated_at         timestamptz not null default now(),
  updated_by         text not null
);

create table deployment (                        -- one row
  one        boolean primary key default true check (one),
  paused     boolean not null default false,
  paused_at  timestamptz,
  schema     int not null default 1
);
insert into deployment default values;

create table nonces (                            -- a form or a button works once, for the person it was made for
  nonce_hash     text primary key,
  purpose        text not null,
  tenant_id      text not null,
  aad_object_id  text not null,
  created_at     timestamptz not null default now(),
  used_at        timestamptz
);

create table audit (
  id             bigint generated always as identity primary key,
  at             timestamptz not null default now(),
  event          text not null,                  -- 'sign_in.connected', 'sign_in.wrong_person', ...
  tenant_id      text,
  aad_object_id  text,                           -- who did it
  run_id         text,
  configuration_id text,
  detail         jsonb not null default '{}'
);
create index audit_of_person on audit (tenant_id, aad_object_id, at desc);

grant select, insert, update, delete on conversation_references, runs, effects, app_configurations, connections,
  sign_in_requests, waits, sign_in_attempts, entra_trips, browser_sessions, revocations, recipe_settings, nonces to workbot_app;
grant select, update on deployment to workbot_app;
grant select, insert on audit to workbot_app;

-- Down Migration
drop table audit, nonces, deployment, recipe_settings;
