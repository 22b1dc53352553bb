-- Runs that waited for long: a sign-in no longer sends them on by itself, their person is asked whether they should still be done.
-- Up Migration
alter table waits add column still_asked_at timestamptz;  -- signed in for, and asked about since then; null: not asked about

-- Down Migration
alter table waits drop column still_asked_at;
