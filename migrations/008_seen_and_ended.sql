-- Personal connections seen and ended by their owners: sign-ins that no run asked for, disconnects with their proof, a run's end that was asked for.
-- Up Migration
alter table sign_in_requests
  add column wanted_until timestamptz,             -- somebody asked for it without a run: it lives until then
  add column wanted_by    jsonb,                   -- { profile, conversationId } of whoever asked: for its card and its page
  add column wants_other  boolean not null default false;  -- the app is to ask which account it shall be
alter table sign_in_attempts add column voided_at timestamptz;  -- disconnected meanwhile: whatever it still brings is ended at the app
alter table connections add column needs_sign_in_at timestamptz;
alter table runs add column cancel_asked_at timestamptz;        -- by its caller; the next step ends it

create table disconnects (                         -- what a person is told of a connection that they ended
  id               uuid primary key default gen_random_uuid(),
  tenant_id        text not null,
  aad_object_id    text not null,
  configuration_id text not null references app_configurations,
  connection_id    uuid not null,                  -- of the row that is gone; its tokens' revocations name it too
  account_name     text not null,
  org_name         text not null,
  steps_done       int,                            -- ended as not the person's own account: what had been done as it
  at               timestamptz not null default now(),
  ended_at         timestamptz,                    -- the app confirmed the end of every token
  card_conversation_id text,
  card_activity_id text,
  told             text not null default 'ending' check (told in ('ending', 'unconfirmed', 'confirmed', 'given_up')),
  revision         int not null default 1,         -- grows with each change that its card must show; the bot shows the first
  shown_revision   int not null default 1,
  next_show_at     timestamptz not null default now(),
  show_attempts    int not null default 0
);
create index disconnects_show_owed on disconnects (next_show_at) where shown_revision < revision;
create index disconnects_of_connection on disconnects (connection_id);
create index revocations_of_connection on revocations (connection_id);
create index waits_of_person on waits (tenant_id, aad_object_id, created_at, id) where outcome is null;
create index runs_open_of_caller on runs (tenant_id, aad_object_id, accepted_at desc) where ended_at is null;
create index effects_of_connection on effects (connection_id);
grant select, insert, update, delete on disconnects to workbot_app;

-- Down Migration
drop index effects_of_connection, runs_open_of_caller, waits_of_person, revocations_of_connection;
drop table disconnects;
alter table runs drop column cancel_asked_at;
alter table connections drop column needs_sign_in_at;
alter table sign_in_attempts drop column voided_at;
alter table sign_in_requests drop column wanted_until, drop column wanted_by, drop column wants_other;
