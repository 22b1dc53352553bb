-- Several signers in one run: whose right a step used, and whose sign-in it waits for, where that isn't the run's caller.
-- Up Migration
alter table waits add column signer uuid;        -- the wait of the question that this person answered; null: the run's caller
alter table effects add column signer uuid;      -- as above

-- Down Migration
alter table effects drop column signer;
alter table waits drop column signer;
