-- What the pages of operators read.
-- Up Migration
create index audit_of_recipe on audit ((detail ->> 'recipe'), id desc) where event = 'setting.changed';

-- Down Migration
drop index audit_of_recipe;
