-- Runs, waits and effects: the rows that carry the promises. See ARCHITECTURE.md, "The rows".
-- Up Migration
do $$
begin
  if not exists (select from pg_roles where rolname = 'workbot_app') then
    raise exception 'The role workbot_app is missing. Create it first: create role workbot_app nologin;';
  end if;
end $$;

grant usage on schema public to workbot_app;

create table conversation_references (
  conversation_id text primary key,
  tenant_id       text not null,
  kind            text not null check (kind in ('personal', 'channel', 'group')),
  aad_object_id   text,                          -- whose chat it is; only for kind personal
  name            text,
  reference       jsonb not null,                -- botbuilder's ConversationReference
  unreachable_at  timestamptz,                   -- Teams answered 403 or 404 to our last message
  updated_at      timestamptz not null default now(),
  check ((kind = 'personal') = (aad_object_id is not null))
);
create index conversation_references_personal on conversation_references (tenant_id, aad_object_id) where kind = 'personal';

create table runs (
  id              text primary key,              -- the Temporal workflow id; its derivation is the dedupe
  recipe          text not null,
  tenant_id       text not null,
  aad_object_id   text not null,
  caller          jsonb not null,                -- { name, email, locale, timeZone }: for cards, never for authority
  conversation_id text not null references conversation_references,
  reply_to_id     text,                          -- the Teams activity the command came with
  params_sealed   text not null,
  settings        jsonb not null,                -- the snapshot: identities by app, deadlines, reply
  state           text not null default 'accepted' check (state in ('accepted', 'running', 'waiting_sign_in',
                    'waiting_person', 'completed', 'failed', 'declined', 'expired', 'cancelled', 'stuck', 'lost')),
  temporal_run_id text,                          -- recorded once; an activity of any other execution is refused
  accepted_at     timestamptz not null default now(),
  ended_at        timestamptz,
  outcome_sealed  text,                          -- what the receipt says
  posted_at       timestamptz,                   -- when the receipt reached Teams
  start_attempts  int not null default 0,
  next_attempt_at timestamptz not null default now(),
  check ((state in ('completed', 'failed', 'declined', 'expired', 'cancelled', 'lost')) = (ended_at is not null))
);
create index runs_start_owed on runs (next_attempt_at) where state = 'accepted' and temporal_run_id is null;
create index runs_of_caller on runs (tenant_id, aad_object_id, accepted_at desc);
create index runs_open on runs (accepted_at) where ended_at is null;

create table effects (
  run_id          text not null references runs,
  step_key        text not null,                 -- <app>.<action>, with the author's label or the record's key
  action          text not null,
  app             text not null,
  effect_key      text not null unique,          -- by which the app recognises the write
  connection_id   uuid not null,                 -- no foreign key: an effect outlives its connection
  app_account     text not null,                 -- as whom
  identity        text not null check (identity in ('shared', 'personal')),
  started_at      timestamptz not null default now(),
  finished_at     timestamptz,
  result_sealed   text,
  primary key (run_id, step_key)
);

-- Down Migration
drop table effects, runs, conversation_references;
