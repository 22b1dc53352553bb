-- Which keys this database was ever used with, and which programs run with which; and which key sealed a token set, without opening it.
-- Up Migration
create table known_keys (
  ring           text not null check (ring in ('shared', 'codec', 'bot', 'tokens')),
  key_id         text not null,
  fingerprint    text not null,                  -- tells two keys of one name apart, and opens nothing
  first_seen_at  timestamptz not null default now(),
  active_at      timestamptz,                    -- when a program first sealed with it
  last_active_at timestamptz,                    -- when a program that seals with it was last seen
  retired_at     timestamptz,
  primary key (ring, key_id)
);
create table running_programs (
  id         uuid primary key,
  program    text not null check (program in ('bot', 'worker')),
  rings      jsonb not null,                     -- { shared: [key ids, the active one first], ... }
  started_at timestamptz not null default now(),
  seen_at    timestamptz not null default now()
);
-- A field of a JWE's protected header (RFC 7516): kid, or signer. Null where the text is no JWE.
create function sealed_tokens_header(sealed text, field text) returns text language plpgsql immutable as $$
declare
  header text := translate(split_part(sealed, '.', 1), '-_', '+/');
begin
  return convert_from(decode(header || repeat('=', (4 - length(header) % 4) % 4), 'base64'), 'UTF8')::jsonb ->> field;
exception when others then
  return null;
end $$;
grant select, insert, update on known_keys to workbot_app;
grant select, insert, update, delete on running_programs to workbot_app;

-- Down Migration
drop function sealed_tokens_header(text, text);
drop table running_programs, known_keys;
