-- What the operators' pages list: each list is read from its newest end, by the one of these that fits what is asked for.
-- Up Migration
create index runs_newest on runs (accepted_at desc, id desc);
create index runs_of_recipe on runs (recipe, accepted_at desc, id desc);
create index runs_in_state on runs (state, accepted_at desc, id desc);
-- Whom somebody means by a name or an address. "C": the beginning of a name is a range.
create index runs_by_name on runs (tenant_id, lower(caller ->> 'name') collate "C", aad_object_id);
create index runs_by_email on runs (tenant_id, lower(caller ->> 'email') collate "C", aad_object_id);

create index connections_newest on connections (connected_at desc, id desc) where kind = 'personal';
create index connections_of_configuration on connections (configuration_id, connected_at desc, id desc) where kind = 'personal';
create index connections_in_need on connections (connected_at desc, id desc) where kind = 'personal' and state = 'needs_sign_in';
create index connections_by_account on connections (tenant_id, lower(account_name) collate "C") where kind = 'personal';
create index disconnects_of_person on disconnects (tenant_id, aad_object_id, at desc);

create index audit_newest on audit (at desc, id desc);
create index audit_of_event on audit (event, at desc, id desc);
create index audit_of_run on audit (run_id, at desc, id desc) where run_id is not null;

-- Down Migration
drop index audit_of_run, audit_of_event, audit_newest;
drop index disconnects_of_person, connections_by_account, connections_in_need, connections_of_configuration, connections_newest;
drop index runs_by_email, runs_by_name, runs_in_state, runs_of_recipe, runs_newest;
