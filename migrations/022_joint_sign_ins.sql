-- Several sign-ins that a run asks for in one card, before its first step.
-- Up Migration
create table joint_sign_ins (
  run_id               text primary key references runs,
  apps                 text[] not null,          -- in the card's order, also those that were connected before
  shown_as             text,                     -- what the card shows, without its nonces
  showing_until        timestamptz,              -- somebody is at the card until then: two edits could end in the older one
  reminded_at          timestamptz,
  card_conversation_id text,
  card_activity_id     text
);
alter table waits add column is_joint boolean not null default false;  -- asked for in that card
grant select, insert, update, delete on joint_sign_ins to workbot_app;

-- Down Migration
alter table waits drop column is_joint;
drop table joint_sign_ins;
