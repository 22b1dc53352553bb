-- Whether a recipe's runs remind their callers of a sign-in that they wait for.
-- Up Migration
alter table recipe_settings add column remind boolean not null default true;

-- Down Migration
alter table recipe_settings drop column remind;
