-- Writes of unknown outcome: when each was last tried, what was noted before it, and the question to its caller.
-- Up Migration
alter table effects
  add column tried_at     timestamptz not null default now(),  -- since when a request of its latest try may be at the app
  add column unknown_at   timestamptz,                          -- found to be of unknown outcome; answers given before count no more
  add column noted_sealed text;                                 -- what the action read before its first try, for later ones to compare

alter table waits
  add column answer               text,                         -- what the person chose; only for kind person
  add column card_conversation_id text,                         -- where the question stands
  add column card_activity_id     text;
alter table waits drop constraint waits_outcome_check;
alter table waits
  add constraint waits_outcome_check check (outcome in ('connected', 'declined', 'expired', 'cancelled', 'answered')),
  add constraint waits_answer_check check ((outcome is not distinct from 'answered') = (answer is not null));

-- Down Migration
alter table waits drop constraint waits_answer_check, drop constraint waits_outcome_check;
delete from waits where kind = 'person';
alter table waits
  add constraint waits_outcome_check check (outcome in ('connected', 'declined', 'expired', 'cancelled')),
  drop column answer, drop column card_conversation_id, drop column card_activity_id;
alter table effects drop column tried_at, drop column unknown_at, drop column noted_sealed;
