-- What a search in messages asks for (MSG-6): the stems of the words, each also as the beginning of a compound. Words in quotes stand
-- beside each other, and a word after a minus must not stand in the message.
create or replace function message_query(words text) returns tsquery language sql stable as $$
  select regexp_replace(websearch_to_tsquery('pg_catalog.norwegian', words)::text, '''([^'']|'''')+''', '\&:*', 'g')::tsquery
$$;

-- What was written last lies in a list that each search reads through: a short one.
alter index message_words_of_plan set (gin_pending_list_limit = 256);
