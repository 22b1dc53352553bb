-- App configurations that admins make in the browser: which were removed, and the OAuth clients that they had before.
-- Up Migration
alter table app_configurations add column removed_at timestamptz;  -- nothing used it any more; its id stays, since runs and proofs name it

create table former_clients (
  id                uuid primary key,
  configuration_id  text not null references app_configurations,
  client_id         text not null,               -- often the one of today: only its secret was changed
  secret_sealed     text not null,
  replaced_at       timestamptz not null default now()
);
create index former_clients_of on former_clients (configuration_id, client_id);
create index former_clients_over on former_clients (replaced_at);
grant select, insert, update, delete on former_clients to workbot_app;

-- Down Migration
drop table former_clients;
alter table app_configurations drop column removed_at;
