-- The peer's tables: what a careful team would write down for the same promises, in plain text.
create table conversations (
  id           text primary key,
  service_url  text not null,
  seen_at      timestamptz not null default now()
);
create table seen_activities (
  id           text primary key,
  seen_at      timestamptz not null default now()
);
create table connections (
  caller       text primary key,
  token        text not null,
  connected_at timestamptz not null default now()
);
create table runs (
  id              text primary key,
  caller          text not null,
  conversation_id text not null references conversations,
  command         text not null,
  state           text not null default 'accepted',
  accepted_at     timestamptz not null default now(),
  ended_at        timestamptz,
  outcome         text,
  posted_at       timestamptz
);
create index runs_of_caller on runs (caller, accepted_at desc);
create table effects (
  run_id       text not null references runs,
  step         text not null,
  started_at   timestamptz not null default now(),
  finished_at  timestamptz,
  result       text,
  primary key (run_id, step)
);
create table waits (
  run_id       text primary key references runs,
  created_at   timestamptz not null default now(),
  outcome      text,
  outcome_at   timestamptz,
  signalled_at timestamptz
);
