-- The service runs as a role that can neither change the schema nor touch a row of the logs. Where the migrating user
-- may not create roles, the database administrator creates samklang_runtime and grants it to the service's user.
do $$
begin
  if not exists (select from pg_roles where rolname = 'samklang_runtime') then
    create role samklang_runtime nologin;
    execute format('grant samklang_runtime to %I', current_user);
  end if;
exception
  when insufficient_privilege then raise notice 'may not create the role samklang_runtime';
  when duplicate_object or unique_violation then null;
end $$;

do $$
begin
  if exists (select from pg_roles where rolname = 'samklang_runtime') then
    execute format('grant usage on schema %I to samklang_runtime', current_schema());
    execute format('grant select, insert, update, delete on all tables in schema %I to samklang_runtime', current_schema());
    execute format('grant usage on all sequences in schema %I to samklang_runtime', current_schema());
    revoke update, delete, truncate on security_event from samklang_runtime;
    revoke update, delete, truncate on plan_log from samklang_runtime;
    revoke insert, update, delete, truncate on plan_log_head from samklang_runtime;
    revoke update, delete, truncate on access_log from samklang_runtime;
    revoke update, delete, truncate on organisation_log from samklang_runtime;
    revoke update, delete, truncate on register_log from samklang_runtime;
    revoke update, delete, truncate on consent_signature from samklang_runtime;
    revoke update, delete, truncate on deletion_log from samklang_runtime;
    revoke insert, update, delete, truncate on plan_deletion from samklang_runtime;
    grant execute on function delete_plan(uuid, uuid, uuid, timestamptz) to samklang_runtime;
    grant execute on function delete_practice_plan(uuid) to samklang_runtime;
    revoke insert, update, delete, truncate on role_rights from samklang_runtime;
    revoke update, delete, truncate on signing_key from samklang_runtime;
    revoke insert, update, delete on flyway_schema_history from samklang_runtime;
  end if;
end $$;
