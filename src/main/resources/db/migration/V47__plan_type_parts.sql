-- What plans of a type contain in an organisation and all below it (ORG-1). Without a row, what the nearest organisation above has decided;
-- where none has, everything.
create table organisation_plan_type (
  organisation_id uuid not null references organisation,
  plan_type text not null check (plan_type in ('IP', 'SL', 'IOP', 'IUP', 'KO')),
  -- parts that plans of the type haven't got, unless there is something in them already
  parts_off text[] not null check (parts_off <@ array['GOALS', 'ACTIVITIES', 'WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY',
    'SPECIALIST_PLANS', 'CALENDAR', 'DOCUMENTS']),
  primary key (organisation_id, plan_type)
);
