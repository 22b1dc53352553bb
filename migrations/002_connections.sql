-- App configurations, connections, and the sign-ins that make them.
-- Up Migration
create table app_configurations (
  id                    text primary key,        -- part of the redirect URI: /oauth/callback/<id>
  app                   text not null,
  label                 text not null,           -- 'Contoso Production'
  base_url              text not null,           -- the app's login host
  client_id             text not null,
  client_secret_sealed  text,                    -- null where the environment holds it
  scopes                text[] not null,
  accepted_orgs         text[] not null default '{}',  -- empty: any org of the app's host list
  source                text not null check (source in ('environment', 'operator')),
  version               int not null default 1,
  updated_at            timestamptz not null default now()
);

create table connections (
  id                uuid primary key default gen_random_uuid(),
  kind              text not null check (kind in ('shared', 'personal')),
  tenant_id         text not null,
  aad_object_id     text,                        -- the owner; null for shared
  configuration_id  text not null references app_configurations,
  state             text not null default 'connected' check (state in ('connected', 'needs_sign_in')),
  version           int not null default 1,      -- grows with each change of the token set
  account_key       text not null,               -- the app's own id of account and org
  account_name      text not null,               -- as people know it, most often an e-mail address
  org_id            text not null,
  org_name          text not null,
  host              text not null,               -- where the API answers; taken at grant time only
  tokens_sealed     text not null,
  connected_at      timestamptz not null default now(),
  last_used_at      timestamptz,
  needs_sign_in_why text,
  lease_owner       text,                        -- refresh: who holds the row, until when, and since when a request may be out
  lease_until       timestamptz,
  refresh_intent_at timestamptz,
  check ((kind = 'personal') = (aad_object_id is not null))
);
create unique index connections_personal on connections (tenant_id, aad_object_id, configuration_id) where kind = 'personal';
create unique index connections_shared on connections (tenant_id, configuration_id) where kind = 'shared';

create table sign_in_requests (
  id                uuid primary key default gen_random_uuid(),
  tenant_id         text not null,
  aad_object_id     text not null,
  configuration_id  text not null references app_configurations,
  created_at        timestamptz not null default now(),
  ended_at          timestamptz,                 -- set when its last wait has its outcome
  outcome           text check (outcome in ('connected', 'declined', 'expired', 'cancelled')),
  warned_at         timestamptz,                 -- its owner was told that someone else opened the link
  warning_owed      boolean not null default false,
  revision          int not null default 1,      -- grows with each change that its card must show
  shown_revision    int not null default 0,
  next_show_at      timestamptz not null default now(),
  show_attempts     int not null default 0,
  showing_until     timestamptz,                 -- somebody is at the card until then: two posts would be two cards
  card_conversation_id text,
  card_activity_id  text,
  undelivered_at    timestamptz                  -- no DM is possible yet
);
create unique index sign_in_requests_live on sign_in_requests (tenant_id, aad_object_id, configuration_id) where ended_at is null;
create index sign_in_requests_show_owed on sign_in_requests (next_show_at) where shown_revision < revision and undelivered_at is null;
create index sign_in_requests_warning_owed on sign_in_requests (next_show_at) where warning_owed and warned_at is null;
create index sign_in_requests_undelivered on sign_in_requests (tenant_id, aad_object_id) where undelivered_at is not null;

create table waits (
  id                 uuid primary key default gen_random_uuid(),
  run_id             text not null references runs,
  step_key           text not null,
  kind               text not null check (kind in ('sign_in', 'person')),
  tenant_id          text not null,              -- whose answer is awaited
  aad_object_id      text not null,
  sign_in_request_id uuid references sign_in_requests,
  version_seen       int,                        -- the connection's version when the run found it unusable
  created_at         timestamptz not null default now(),
  remind_at          timestamptz,
  deadline_at        timestamptz not null,
  outcome            text check (outcome in ('connected', 'declined', 'expired', 'cancelled')),
  outcome_at         timestamptz,
  signalled_at       timestamptz,
  signal_attempts    int not null default 0,
  next_signal_at     timestamptz not null default now(),
  check ((kind = 'sign_in') = (sign_in_request_id is not null)),
  check ((outcome is null) = (outcome_at is null))
);
create unique index waits_open on waits (run_id, step_key) where outcome is null;
create index waits_of_request on waits (sign_in_request_id);
create index waits_of_run on waits (run_id, step_key, created_at desc);
create index waits_signal_owed on waits (next_signal_at) where outcome is not null and signalled_at is null;

create table sign_in_attempts (
  id               uuid primary key default gen_random_uuid(),
  request_id       uuid not null references sign_in_requests,
  configuration_id text not null references app_configurations,
  state_hash       text not null unique,
  verifier_sealed  text not null,
  session_hash     text not null,                -- the browser session that may bring the callback
  created_at       timestamptz not null default now(),
  expires_at       timestamptz not null,
  used_at          timestamptz
);
create index sign_in_attempts_live on sign_in_attempts (request_id) where used_at is null;

create table entra_trips (                       -- proof of who sits at the browser: one trip to Entra and back
  id              uuid primary key default gen_random_uuid(),
  request_id      uuid references sign_in_requests,  -- where the trip goes on; null: the pages
  state_hash      text not null unique,
  secrets_sealed  text not null,                 -- { verifier, nonce }
  browser_hash    text not null,                 -- the cookie that the browser carries through the trip
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  used_at         timestamptz
);

create table browser_sessions (
  id_hash        text primary key,
  tenant_id      text not null,
  aad_object_id  text not null,
  name           text not null,
  email          text not null,
  created_at     timestamptz not null default now(),
  expires_at     timestamptz not null
);

create table revocations (
  id               uuid primary key default gen_random_uuid(),
  configuration_id text not null references app_configurations,
  connection_id    uuid not null,                -- named in the seal of the tokens
  host             text not null,
  tokens_sealed    text not null,
  why              text not null,
  created_at       timestamptz not null default now(),
  attempts         int not null default 0,
  next_attempt_at  timestamptz not null default now(),
  done_at          timestamptz,
  given_up_at      timestamptz
);
create index revocations_owed on revocations (next_attempt_at) where done_at is null and given_up_at is null;

-- Down Migration
drop table revocations, browser_sessions, entra_trips, sign_in_attempts, waits, sign_in_requests, connections, app_configurations;
