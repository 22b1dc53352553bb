-- The programs look at their start whether the migrations that they know were applied, and may read nothing else of how.
-- Up Migration
grant select on migrations to workbot_app;

-- Down Migration
revoke select on migrations from workbot_app;
