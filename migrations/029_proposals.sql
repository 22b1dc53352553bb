-- What an operator proposes for a run that has ended: that it be run again, or continued. Its caller says yes or no, in Teams.
-- Up Migration
create table proposals (
  id                   uuid primary key default gen_random_uuid(),
  run_id               text not null references runs,
  kind                 text not null check (kind in ('again', 'continue')),
  proposed_by          text not null,            -- an Entra object id, or shell:<user>
  proposed_by_name     text not null default '', -- as they signed in to the pages; for the card
  proposed_at          timestamptz not null default now(),
  deadline_at          timestamptz not null,
  answer               text check (answer in ('yes', 'no', 'expired')),  -- set once, by whoever comes first
  answered_at          timestamptz,
  new_run_id           text,                     -- what a yes started; null where its caller was shown a form first
  revision             int not null default 1,   -- as in sign_in_requests
  shown_revision       int not null default 0,
  next_show_at         timestamptz not null default now(),
  show_attempts        int not null default 0,
  card_conversation_id text,
  card_activity_id     text,
  check ((answer is null) = (answered_at is null))
);
create unique index proposals_open on proposals (run_id) where answer is null;  -- one at a time
create index proposals_of_run on proposals (run_id, proposed_at);
create index proposals_by on proposals (proposed_by);
create index proposals_show_owed on proposals (next_show_at) where shown_revision < revision;
create index proposals_due on proposals (deadline_at) where answer is null;
grant select, insert, update, delete on proposals to workbot_app;

-- Down Migration
drop table proposals;
