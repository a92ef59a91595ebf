-- What a search in messages asks for (MSG-6): the stems of the words, each also as the beginning of a compound. Words in quotes stand
-- beside each other, and a word after a minus must not stand in the message.
create or replace function message_query(words text) returns tsquery language sql stable as $$
  select regexp_replace(websearch_to_tsquery('pg_catalog.norwegian', words)::text, '''([^'']|'''')+''', '\&:*', 'g')::tsquery
$$;
