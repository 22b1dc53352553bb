-- Waits in people's time: reminders, an answer that a recipe branches on, vendors' walls; a run's account by its key.
-- Up Migration
alter table waits
  add column may_decline     boolean not null default false,  -- the recipe asked ahead (signIn): going on without is an answer
  add column remind_again_at timestamptz;                     -- the reminder after remind_at
create index waits_reminder_owed on waits (remind_at) where outcome is null and remind_at is not null;

alter table sign_in_requests
  add column reminded_at timestamptz,                         -- several runs that wait for it are one reminder
  add column missed_at   timestamptz;                         -- somebody set out for the app and didn't come back
alter table sign_in_attempts add column missed_at timestamptz;  -- looked at after five minutes, and not back
create index sign_in_attempts_out on sign_in_attempts (created_at) where used_at is null and missed_at is null;

alter table effects add column app_account_key text;          -- the app's own id of app_account; null: written by an older version

-- Down Migration
alter table effects drop column app_account_key;
drop index sign_in_attempts_out;
alter table sign_in_attempts drop column missed_at;
alter table sign_in_requests drop column missed_at, drop column reminded_at;
drop index waits_reminder_owed;
alter table waits drop column remind_again_at, drop column may_decline;
