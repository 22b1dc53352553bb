-- What the overview counts: the connections of an app that need a sign-in.
-- Up Migration
create index connections_in_need_of on connections (configuration_id, connected_at desc) where kind = 'personal' and state = 'needs_sign_in';

-- Down Migration
drop index connections_in_need_of;
