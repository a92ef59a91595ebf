package no.samklang.document;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.SqlParams;
import no.samklang.document.Documents.Document;
import no.samklang.document.Documents.DocumentQuery;
import no.samklang.operation.Command;

/** The documents of a plan that the caller may read, with their files as stored (PLAN-3). */
@CheckReturnValue
public final class ArchivedDocuments {
  private static final int PAGE_SIZE = 200;

  // also one that has been put in the bin since it was listed
  private static final String CONTENT =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, d.id, f.content
        from me
        left join document d on d.id = #{id} and d.plan_id = me.member_plan_id and reads_document(d, me.member_id)
        left join document_file f on f.document_id = d.id""";

  private ArchivedDocuments() {}

  /** A document, without its file. */
  public record ArchivedDocument(
      UUID id, String name, String description, String addedBy, Instant addedAt) {
    static ArchivedDocument of(Document document) {
      return new ArchivedDocument(
          document.id(),
          document.name(),
          document.description(),
          document.addedBy().name(),
          document.addedAt());
    }

    @Override
    public String toString() {
      return "ArchivedDocument " + id;
    }
  }

  /** Those that the caller may read. */
  public static Single<List<ArchivedDocument>> list(PlanReads reads, Command<?> command) {
    return pages(reads, command, null).map(ArchivedDocument::of).toList();
  }

  /**
   * The file. Fails with {@link no.samklang.error.Failure.NotFound} if it is gone, or the caller
   * may not read it any more.
   */
  public static Single<Buffer> content(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryOne(
        command,
        Right.READ,
        CONTENT,
        SqlParams.of("id", id),
        (member, row) -> row.get(Buffer.class, "content"));
  }

  /** All pages of the list. */
  static Flowable<Document> pages(PlanReads reads, Command<?> command, String after) {
    return DocumentRepository.findPage(
            reads, command.withBody(new DocumentQuery(null, PAGE_SIZE, after)))
        .flatMapPublisher(
            page -> {
              Flowable<Document> items = Flowable.fromIterable(page.items());
              return page.next() == null
                  ? items
                  : items.concatWith(pages(reads, command, page.next()));
            });
  }
}
