-- Files that people hand to runs: sealed in pieces, whose they are, and which runs got them.
-- Up Migration
create table files (
  id            uuid primary key default gen_random_uuid(),
  tenant_id     text not null,
  aad_object_id text not null,                     -- who sent it; nobody else's run gets it
  about_sealed  text not null,                     -- its name, its type, and the key of its pieces
  bytes         int not null check (bytes between 1 and 26214400),
  staged_at     timestamptz not null default now()
);
create index files_of_person on files (tenant_id, aad_object_id, staged_at desc);
create index files_by_age on files (staged_at);

create table file_pieces (
  file_id uuid not null references files on delete cascade,
  number  int not null,                            -- from 0 on; all but the last have the same length
  sealed  bytea not null,                          -- AES-256-GCM by the file's own key: nonce, ciphertext, tag
  primary key (file_id, number)
);

create table run_files (                           -- a run started again from the same entries gets the same file
  run_id  text not null references runs,
  file_id uuid not null references files on delete cascade,
  primary key (run_id, file_id)
);
create index run_files_of_file on run_files (file_id);
grant select, insert, update, delete on files to workbot_app;
grant select, insert, delete on file_pieces, run_files to workbot_app;

-- Down Migration
drop table run_files, file_pieces, files;
