-- Whose tokens they are: the OAuth client that they were given to, which alone may end them, and the account that a disconnect has to prove the end of.
-- Up Migration
alter table connections add column client_id text;       -- null: stored by an older version; the configuration's
alter table revocations
  add column client_id   text,                           -- null: as above, unless `why` names it
  add column account_key text;                           -- the app's own id of the account, where a connection had it
alter table disconnects add column account_key text;
update connections set client_id = configuration.client_id from app_configurations as configuration
  where configuration.id = configuration_id and needs_sign_in_why is distinct from 'client_changed';

-- Down Migration
alter table disconnects drop column account_key;
alter table revocations drop column account_key, drop column client_id;
alter table connections drop column client_id;
