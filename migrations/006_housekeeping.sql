-- What housekeeping looks for, by its index; and who stopped a run from outside.
-- Up Migration
alter table runs add column stopped_by text;     -- null: nobody but its caller
create index runs_unposted on runs (ended_at) where ended_at is not null and posted_at is null;
create index nonces_by_age on nonces (created_at);

-- Down Migration
drop index nonces_by_age, runs_unposted;
alter table runs drop column stopped_by;
