-- An admin's trips to an app, to connect the account that the shared connection acts as.
-- Up Migration
create table shared_sign_ins (
  id               uuid primary key default gen_random_uuid(),
  configuration_id text not null references app_configurations,
  tenant_id        text not null,                -- the admin's, as Microsoft said it
  aad_object_id    text not null,
  state_hash       text not null unique,
  verifier_sealed  text not null,
  session_hash     text not null,                -- the browser session that may bring the callback
  created_at       timestamptz not null default now(),
  expires_at       timestamptz not null,
  used_at          timestamptz,
  voided_at        timestamptz                   -- everyone was disconnected meanwhile: what it still brings is ended at the app
);
create index shared_sign_ins_live on shared_sign_ins (configuration_id, created_at) where voided_at is null;
create index shared_sign_ins_over on shared_sign_ins (expires_at);
create index shared_sign_ins_of on shared_sign_ins (tenant_id, aad_object_id);
grant select, insert, update, delete on shared_sign_ins to workbot_app;

-- Down Migration
drop table shared_sign_ins;
