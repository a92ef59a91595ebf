-- The register: names found by sound and spelling, who may search, what was searched (PERSON-3), and the address block (PERSON-13).
-- The functions are used by a stored column: a change of one needs a migration that computes the column anew. Their bodies are bound
-- when they are created, so that a restored backup can compute it without a search path.

-- The words of a name, in lower case, each between spaces: ' anne marie o brien '. What isn't a letter separates words; apostrophes and
-- quotation marks within a word, and characters that can't be seen, are removed.
create function name_words(name text) returns text language sql immutable strict parallel safe
begin atomic
  select ' ' || btrim(regexp_replace(regexp_replace(
           lower(normalize(seen.s, NFKC) collate "und-x-icu"), '(?<=[^ ])''+(?=[^ ])', '', 'g'),
           '[\u0001-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3003]+', ' ', 'g')) || ' '
    from (select translate(translate(name, U&'"\0060\00b4\2018\2019\201c\201d\02bc\2032', ''''''''''''''''''''),
                           U&'\00ad\200b\200c\200d\200e\200f\2060\feff', '') as s) seen;
end;

-- How the words of a name sound in Norwegian, each between spaces: Aas, Ås and As are ' as ', Christopher and Kristoffer ' kristover '.
-- Names that were the same without accents sound the same. The rules for consonants are those of Norphone (Lars Marius Garshol) that
-- concern spelling; vowels are kept, since most short Norwegian names differ by them only.
create function name_sound(name text) returns text language sql immutable strict parallel safe
begin atomic
  select regexp_replace(vowels.s, '(.)\1+', '\1', 'g')
    from (
     select replace(replace(translate(replace(folded(name_words(name)), 'qu', 'kv'), 'wqzy', 'vksi'), 'x', 'ks'), 'ph', 'f') as s
   ) letters
   cross join lateral (
     select regexp_replace(replace(regexp_replace(letters.s, 'sch(?=[lmnrv])', 's', 'g'), 'ch', 'k'), 'c(?=[ei])', 's', 'g') as s
   ) c_and_ch
   cross join lateral (
     select regexp_replace(regexp_replace(replace(c_and_ch.s, 'c', 'k'), '([tdbgrk])h', '\1', 'g'), 'h(?![aeiou])', '', 'g') as s
   ) h
   cross join lateral (
     select regexp_replace(replace(replace(replace(h.s, 'dt', 't'), 'kj', 'k'), 'gj', 'g'), '(?<=[^ ])f', 'v', 'g') as s
   ) consonants
   cross join lateral (
     select replace(regexp_replace(replace(replace(replace(replace(
              consonants.s, 'ae', 'e'), 'oe', 'o'), 'ue', 'u'), 'eig', 'ei'), '(?<=[^ aeiou])ie', 'i', 'g'), 'j', 'i') as s
   ) vowels;
end;

-- Patterns for "like all": each of the words is in a name, whole.
create function whole_words(words text) returns text[] language sql immutable strict parallel safe
begin atomic
  select array(select '% ' || word || ' %' from regexp_split_to_table(btrim(words), ' ') as word where word <> '');
end;

-- The same for the beginnings of words, longest first; one or two letters are a whole word.
create function word_starts(words text) returns text[] language sql immutable strict parallel safe
begin atomic
  select array(select '% ' || word || case when length(word) <= 2 then ' %' else '%' end
                 from regexp_split_to_table(btrim(words), ' ') as word where word <> '' order by length(word) desc, word);
end;

-- Whether two names, as name_sound gives them, may be one person's: the same words in any order, one with a further name, or the same
-- letters divided into other words.
create function alike(sound text, other text) returns boolean language sql immutable strict parallel safe
begin atomic
  select replace(sound, ' ', '') = replace(other, ' ', '')
      or least(cardinality(a), cardinality(b)) > 1 and (a @> b or b @> a)
    from (select string_to_array(btrim(sound), ' ') as a, string_to_array(btrim(other), ' ') as b) as words;
end;

alter table person
  add column search_sound text generated always as (name_sound(first_name || ' ' || last_name)) stored,
  add column address_block text check (address_block in ('CONFIDENTIAL', 'STRICTLY_CONFIDENTIAL'));
create index person_sound on person using gin (search_sound gin_trgm_ops) where deleted_at is null;
create index person_blocked on person (municipality_id) where address_block is not null and deleted_at is null;

-- Of a municipality: who may search the register.
alter table organisation
  add column register_search text not null default 'EVERYONE' check (register_search in ('EVERYONE', 'COORDINATORS'));

-- What was searched for isn't kept, but whom the answer showed. Rows are only ever added.
create table register_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  -- who did it
  person_id uuid not null references person,
  event text not null check (event in ('SEARCHED', 'BLOCKED_LISTED', 'ADDRESS_BLOCK_CHANGED')),
  found uuid[] not null default '{}',
  -- whose block was changed, and what it was before and after
  subject_id uuid references person,
  block_before text,
  block_after text
);
create index on register_log (person_id, id desc);
create index on register_log (subject_id) where subject_id is not null;
create trigger register_log_is_append_only before update or delete or truncate on register_log
  execute function refuse_change();
