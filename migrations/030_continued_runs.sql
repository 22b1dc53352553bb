-- A run that continues another: what that one finished counts as its own, and is answered as it was.
-- Up Migration
alter table runs add column carried_at timestamptz;          -- of a run that continues another: since when what that one did is carried over
create index runs_that_continue on runs ((settings -> 'continues' ->> 'run')) where settings -> 'continues' is not null;

alter table effects add column carried_from text;            -- the run that sent it; null: this one
-- A carried write keeps the key by which its app recognises it.
alter table effects drop constraint effects_effect_key_key;
create unique index effects_own_key on effects (effect_key) where carried_from is null;

create table carried (
  run_id        text not null references runs,
  step_key      text not null,
  kind          text not null check (kind in ('done', 'refused', 'open')),  -- open: it was tried, and has no outcome
  is_write      boolean not null,
  answer_sealed text,                                        -- what the step gave, or the failure that its recipe caught
  taken_at      timestamptz,                                 -- when the continued run first asked for it
  primary key (run_id, step_key),
  check ((kind = 'open') = (answer_sealed is null))
);
grant select, insert, update, delete on carried to workbot_app;

-- Down Migration
drop table carried;
delete from effects where carried_from is not null;
drop index effects_own_key;
alter table effects add constraint effects_effect_key_key unique (effect_key);
alter table effects drop column carried_from;
drop index runs_that_continue;
alter table runs drop column carried_at;
