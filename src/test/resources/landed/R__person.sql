-- A person's card (PERSON-2): one row, or none. Mapped by PersonCard.
--   left join lateral person_card(p.person_id) card on true
-- When locking the person, read the card in a later statement: joined rows are of the snapshot before the lock wait.
create or replace function person_card(person uuid)
returns table (
  person_id uuid, person_version integer, first_name text, last_name text, birth_date date, workplace text, job_title text,
  email text, mobile text, phone text, fax text, hide_phone boolean, hide_mobile boolean, street text, postcode text,
  city text, limit_search boolean, picture_version integer
) language sql stable as $$
  select p.id, p.version, p.first_name, p.last_name, p.birth_date, p.workplace, p.job_title,
         p.email, p.mobile, p.phone, p.fax, p.hide_phone, p.hide_mobile, p.street, p.postcode,
         p.city, p.limit_search, picture.version
    from person p
    left join person_picture picture on picture.person_id = p.id
   where p.id = person
$$;
