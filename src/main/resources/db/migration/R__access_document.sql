-- Whether a participant may read a document (DOC-1): all may, unless it is kept to chosen ones.
create or replace function reads_document(d document, participant uuid) returns boolean language sql stable as $$
  select not d.kept or d.added_by = participant
         or exists (select from document_reader r where r.document_id = d.id and r.participant_id = participant)
$$;

-- Those whom a document is kept to, with who added it; null for all participants.
create or replace function document_readers(d document) returns uuid[] language sql stable as $$
  select case when d.kept then array(select r.participant_id from document_reader r where r.document_id = d.id) || d.added_by end
$$;
