package no.samklang.document;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.document.Documents.AddedBy;
import no.samklang.document.Documents.Document;
import no.samklang.document.Documents.DocumentInput;
import no.samklang.document.Documents.DocumentPage;
import no.samklang.document.Documents.DocumentQuery;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.operation.Command;
import no.samklang.operation.UploadedFile;

/** The tables {@code document}, {@code document_reader} and {@code document_file}. */
@CheckReturnValue
final class DocumentRepository {
  /** Maximum documents of a plan, with those in the bin. */
  static final int MAX_DOCUMENTS = 500;

  private static final Map<String, SortKey> SORT_KEYS =
      Map.of(
          "name", SortKey.text("lower(d.name)"),
          "addedAt", SortKey.time("d.added_at"),
          "addedBy", SortKey.text("lower(adder.last_name || ', ' || adder.first_name)"),
          "size", SortKey.number("d.size"));

  // of document d, added by the person adder
  private static final String COLUMNS =
      """
      d.version, d.name, d.description, d.size, d.kept, d.added_by, d.added_at,
             adder.first_name || ' ' || adder.last_name as added_by_name,
             array(select r.participant_id from document_reader r where r.document_id = d.id) as readers""";
  private static final String ADDER =
      """
      left join participant added on added.id = d.added_by
        left join person adder on adder.id = added.person_id""";
  private static final String PAGE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , matching as (
        select d.id, %1$s
          from me
          join document d on d.plan_id = me.member_plan_id and d.bin_id is null and reads_document(d, me.member_id)
        %2$s
      ), page as (
        %3$s
      )
      select me.*, pl.documents_version, page.total, page.cursor_key, page.id, %4$s
        from me
        join plan pl on pl.id = me.member_plan_id
        left join page on true
        left join document d on d.id = page.id
        %2$s
       %5$s""";
  private static final String GET =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, d.id, %1$s
        from me
        left join document d on d.id = #{id} and d.plan_id = me.member_plan_id and d.bin_id is null
         and reads_document(d, me.member_id)
        %2$s"""
          .formatted(COLUMNS, ADDER);
  private static final String COUNT =
      "select count(*)::int as documents from document where plan_id = $1";
  private static final String INSERT =
      """
      with added as (
        insert into document (id, plan_id, name, size, kept, added_by, added_at, shared_at)
        values (#{id}, #{plan}, #{name}, #{size}, #{kept}, #{member}, #{now}, #{now}) returning id
      )
      insert into document_file (document_id, content) select id, #{content} from added""";
  // a participant who has left keeps their place among the readers
  private static final String READERS_EXIST =
      """
      select not exists (
        select from unnest(#{readers}::uuid[]) as chosen (id)
         where not exists (select from plan_members(#{today}) m where m.member_id = chosen.id and m.member_plan_id = #{plan})
           and not exists (select from document_reader r where r.document_id = #{id} and r.participant_id = chosen.id)) as exist""";
  private static final String UPDATE =
      """
      with gone as (
        delete from document_reader where document_id = #{id} and participant_id <> all (#{readers}::uuid[])
      ), added as (
        insert into document_reader (document_id, participant_id)
        select #{id}, chosen.id from unnest(#{readers}::uuid[]) as chosen (id) on conflict do nothing
      )
      update document
         set name = #{name}, description = #{description}, kept = #{kept}, version = version + 1,
             shared_at = case when #{shared} then #{now} else shared_at end
       where id = #{id}""";

  private static final String READERS =
      "select document_readers(d) as readers from document d where d.id = $1";

  private DocumentRepository() {}

  /** The documents that the caller may read. */
  static Single<DocumentPage> findPage(PlanReads reads, Command<DocumentQuery> command) {
    DocumentQuery query = command.body();
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, query.sort(), query.limit(), query.after());
    String statement =
        PAGE.formatted(
            keyset.sortKeyColumn(), ADDER, keyset.pageSql(), COLUMNS, keyset.orderBy("page"));
    return reads.queryPage(
        command,
        Right.READ,
        keyset,
        statement,
        SqlParams.none(),
        DocumentRepository::document,
        (first, page) ->
            new DocumentPage(
                page.items(), page.total(), first.getInteger("documents_version"), page.next()));
  }

  /** Fails with {@link Failure.NotFound} for a document that the caller may not read. */
  static Single<Document> get(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryOne(
        command, Right.READ, GET, SqlParams.of("id", id), (member, row) -> document(row));
  }

  /**
   * Inserts a document. Fails with {@link Failure.Conflict} {@code documents.full} beyond {@link
   * #MAX_DOCUMENTS}.
   *
   * @param kept whether only who adds it may read it
   */
  static Completable insert(PlanTx tx, UUID id, UploadedFile file, boolean kept) {
    SqlParams params =
        SqlParams.of("id", id)
            .and("plan", tx.planId())
            .and("name", FileNames.ofUpload(file.name()))
            .and("size", file.content().length())
            .and("kept", kept)
            .and("member", tx.member().participant())
            .and("now", tx.now())
            .and("content", file.content());
    return tx.query(COUNT, tx.planId())
        .map(rows -> rows.iterator().next().getInteger("documents"))
        .flatMapCompletable(
            documents ->
                documents < MAX_DOCUMENTS
                    ? tx.execute(INSERT, params).ignoreElement()
                    : Completable.error(new Failure.Conflict("documents.full", null)));
  }

  /**
   * Updates a document and its readers. Fails with {@link Failure.Invalid} for a reader who isn't a
   * participant.
   *
   * @param shared whether there are others who may read it now
   */
  static Completable update(PlanTx tx, UUID id, DocumentInput input, boolean shared) {
    List<ParticipantId> readers = input.readers() == null ? List.of() : input.readers();
    SqlParams params =
        SqlParams.of("id", id)
            .and("plan", tx.planId())
            .and("today", tx.today())
            .and("name", input.name().strip())
            .and("description", input.description().strip())
            .and("kept", input.readers() != null)
            .and("shared", shared)
            .and("now", tx.now())
            .ids("readers", readers);
    return tx.query(READERS_EXIST, params)
        .map(rows -> rows.iterator().next().getBoolean("exist"))
        .flatMapCompletable(
            exist ->
                exist
                    ? tx.execute(UPDATE, params).ignoreElement()
                    : Completable.error(
                        new Failure.Invalid("request.invalid", "for", "recipient.unknown")));
  }

  /** Who may read a document, also one in the bin; empty for all participants. */
  static Single<Optional<List<ParticipantId>>> getReaders(PlanTx tx, UUID id) {
    return tx.query(READERS, id)
        .map(
            rows ->
                Optional.ofNullable(rows.iterator().next().getArrayOfUUIDs("readers"))
                    .map(ids -> Arrays.stream(ids).map(ParticipantId::new).toList()));
  }

  private static Document document(Row row) {
    Membership member = Membership.of(row);
    ParticipantId addedBy = new ParticipantId(row.getUUID("added_by"));
    List<ParticipantId> readers =
        row.getBoolean("kept")
            ? Arrays.stream(row.getArrayOfUUIDs("readers")).map(ParticipantId::new).toList()
            : null;
    return new Document(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getString("name"),
        row.getString("description"),
        row.getInteger("size"),
        new AddedBy(addedBy, row.getString("added_by_name")),
        RowValues.instant(row, "added_at"),
        readers,
        mayChange(member, addedBy));
  }

  private static boolean mayChange(Membership member, ParticipantId addedBy) {
    return AccessPolicy.isGranted(member, Right.CHANGE_DOCUMENTS)
        || (member.participant().equals(addedBy)
            && AccessPolicy.isGranted(member, Right.ADD_DOCUMENTS));
  }
}
