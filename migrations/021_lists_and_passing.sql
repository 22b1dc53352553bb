-- Lists that a run's caller decides in place; questions that are passed on in their app too; how a signer's sign-in ended.
-- Up Migration
create table lists (                             -- one a run at most
  run_id               text primary key references runs,
  step_key             text not null,            -- of the waits in which the run waits for a press
  closed_at            timestamptz,              -- a newer one of the same recipe took its place
  card_conversation_id text,
  card_activity_id     text
);
create table list_lines (
  run_id     text not null references lists on delete cascade,
  number     int not null,
  option     int,                                -- which of the list's was pressed; null: none yet
  comment_sealed text,                           -- what was written to it
  pressed_at timestamptz,
  done_at    timestamptz,
  how_sealed text,                               -- what became of it: { kind, detail, account }
  primary key (run_id, number)
);
grant select, insert, update, delete on lists, list_lines to workbot_app;

alter table addressees
  add column move_state text check (move_state in ('owed', 'moved', 'left')),  -- of one who passed it on: whether the app asks the other one by now; null: there is none
  add column move_at    timestamptz;                                           -- when its run is next woken for it
create index addressees_move_owed on addressees (move_at) where move_state = 'owed';

alter table waits add column ended_how text check (ended_how in ('cancelled', 'left'));  -- of a signer's that was declined: by their Cancel, or because they left; null: at the app

-- Down Migration
alter table waits drop column ended_how;
drop index addressees_move_owed;
alter table addressees drop column move_state, drop column move_at;
drop table list_lines, lists;
