-- What is shown later: a result whose reader has no chat with Workbot yet, and the deadline on a card that was moved since.
-- Up Migration
alter table runs
  add column untold_at timestamptz,              -- the result is its caller's alone, and no chat with them was possible; null: told, or nobody's alone
  add column tell_at   timestamptz;              -- when it is next tried to tell them; null: not before they add Workbot
create index runs_untold on runs (tenant_id, aad_object_id) where untold_at is not null;
create index runs_tell_owed on runs (tell_at) where tell_at is not null;

alter table waits add column card_until timestamptz;  -- the deadline that the card of a question to its caller shows; null: it has none
create index waits_card_behind on waits (next_signal_at) where outcome is null and card_until <> deadline_at;

-- Down Migration
drop index waits_card_behind;
alter table waits drop column card_until;
drop index runs_tell_owed, runs_untold;
alter table runs drop column tell_at, drop column untold_at;
