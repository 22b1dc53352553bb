-- What a trip to Entra, and the browser session that it ends in, are for: a sign-in request, or an operator who reads runs in Temporal's UI.
-- Up Migration
alter table entra_trips add column purpose text not null default 'sign_in';
alter table browser_sessions add column purpose text not null default 'sign_in';

-- Down Migration
alter table browser_sessions drop column purpose;
alter table entra_trips drop column purpose;
