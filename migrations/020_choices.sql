-- Records that fit what somebody typed for a run: what its caller chooses from.
-- Up Migration
create table choices (                           -- one for a wait of kind person that asks which record is meant
  wait_id        uuid primary key references waits on delete cascade,
  run_id         text not null references runs,
  offered_sealed text not null                   -- { label, text, type, matches, isMore }; the wait's answer is a place in `matches`, or none
);
create index choices_of_run on choices (run_id);
grant select, insert, update, delete on choices to workbot_app;

-- Down Migration
drop table choices;
