-- A grant whose account its owner has to confirm lies sealed on its attempt until they say so, ten minutes at most.
-- Up Migration
alter table sign_in_attempts
  add column parked_until         timestamptz,
  add column parked_account       jsonb,           -- { key, name, orgId, orgName, host }
  add column parked_connection_id uuid,            -- the row that the seal names
  add column parked_sealed        text;            -- null again once it was decided
create index sign_in_attempts_parked on sign_in_attempts (parked_until) where parked_sealed is not null;

-- Down Migration
drop index sign_in_attempts_parked;
alter table sign_in_attempts drop column parked_until, drop column parked_account, drop column parked_connection_id, drop column parked_sealed;
