-- Questions that a run asks people: what is asked, whom, what each of them was shown, and who answered.
-- Up Migration
alter table waits drop constraint waits_outcome_check;
alter table waits add constraint waits_outcome_check
  check (outcome in ('connected', 'declined', 'expired', 'cancelled', 'answered', 'settled', 'unreachable'));

alter table conversation_references
  add column email     text,                     -- as Teams' roster has them, lower-case; only for kind personal
  add column time_zone text;                     -- IANA, as Teams said it last
create index conversation_references_email on conversation_references (tenant_id, email) where email is not null;

create table asks (                              -- one for a wait of kind person that is a recipe's own question
  wait_id         uuid primary key references waits on delete cascade,
  run_id          text not null references runs,
  question_sealed text not null,                 -- { question, facts, options, url, settledBy, readable }
  record_sealed   text,                          -- what the app says of the record, and what has changed since the card
  facts_version   int not null default 1,        -- grows with each such change; an answer must name the one it has seen
  pressed_by      uuid,                          -- whose answer is being held against the app; null: nobody's
  pressed_option  text,
  pressed_at      timestamptz,
  comment_sealed  text,
  answered_by     uuid,                          -- of addressees
  settled_sealed  text,                          -- how it was decided in the app itself
  look_at         timestamptz,                   -- when the app is asked next whether it was; null: never
  looks           int not null default 0
);
create index asks_of_run on asks (run_id);
create index asks_look_owed on asks (look_at) where look_at is not null;
create index asks_pressed on asks (pressed_at) where pressed_by is not null;

create table addressees (                        -- who may answer
  id                   uuid primary key default gen_random_uuid(),
  wait_id              uuid not null references asks on delete cascade,
  tenant_id            text not null,
  aad_object_id        text,                     -- null: nobody in Teams is known by that address yet
  name                 text not null,
  email                text not null default '', -- lower-case
  teams_user_id        text not null default '',
  time_zone            text not null default 'UTC',
  created_at           timestamptz not null default now(),
  passed_from          uuid,                     -- the addressee who passed it on to this one
  passed_to            text,                     -- the name of whom it was passed on to; they may answer no more
  remind_at            timestamptz,
  revision             int not null default 1,   -- as in sign_in_requests
  shown_revision       int not null default 0,
  next_show_at         timestamptz not null default now(),
  show_attempts        int not null default 0,
  showing_until        timestamptz,
  card_conversation_id text,
  card_activity_id     text,
  undelivered_at       timestamptz               -- no chat with them is possible yet
);
create unique index addressees_once on addressees (wait_id, tenant_id, aad_object_id) where aad_object_id is not null;
create index addressees_of_wait on addressees (wait_id);
create index addressees_show_owed on addressees (next_show_at) where shown_revision < revision and undelivered_at is null;
create index addressees_undelivered on addressees (tenant_id, aad_object_id) where undelivered_at is not null;
create index addressees_unknown on addressees (tenant_id, email) where undelivered_at is not null and aad_object_id is null;
create index addressees_reminder_owed on addressees (remind_at) where remind_at is not null;
create index addressees_of_person on addressees (tenant_id, aad_object_id);
grant select, insert, update, delete on asks, addressees to workbot_app;

-- Down Migration
drop table addressees, asks;
drop index conversation_references_email;
alter table conversation_references drop column email, drop column time_zone;
delete from waits where outcome in ('settled', 'unreachable');
alter table waits drop constraint waits_outcome_check;
alter table waits add constraint waits_outcome_check check (outcome in ('connected', 'declined', 'expired', 'cancelled', 'answered'));
