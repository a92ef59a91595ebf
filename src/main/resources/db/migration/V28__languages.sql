-- A further language is files of texts, and no code (LANG-1): the service knows which it has.
alter table person drop constraint person_language_check, add check (language ~ '^[a-z]{2,3}$');
