package no.samklang.document;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.bin.BinKind;
import no.samklang.bin.RestoreListener;
import no.samklang.document.Documents.DocumentInput;
import no.samklang.document.Documents.DocumentQuery;
import no.samklang.document.Documents.OpenedFile;
import no.samklang.document.ProtectedCopies.CopyStatements;
import no.samklang.operation.Command;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.operation.Result.FileStream;
import no.samklang.operation.UploadedFile;
import no.samklang.pdf.PdfValidator;
import no.samklang.pdf.UploadedPdfPolicy;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintPart;
import no.samklang.retention.RetentionRule;

/** Operations on the documents of a plan (DOC-1 to DOC-3). */
@CheckReturnValue
public final class DocumentVerticle extends FeatureVerticle {
  private static final String OPEN =
      """
      insert into protected_copy as c (id, participant_id, document_id, password, expires_at)
      select #{id}, #{member}, d.id, #{password}, #{expiresAt}
        from document d
       where d.id = #{file} and d.plan_id = #{plan} and d.bin_id is null and reads_document(d, #{member}::uuid)
      on conflict (participant_id, document_id) do update
         set id = excluded.id, password = excluded.password, expires_at = excluded.expires_at""";
  private static final String TAKE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , taken as (
        delete from protected_copy c using me
         where c.id = #{copy} and c.document_id = #{file} and c.participant_id = me.member_id and c.expires_at > #{now}
        returning c.document_id, c.password
      )
      select me.*, d.id, d.name, length(f.content) as size, taken.password
        from me
        left join taken on true
        left join document d on d.id = taken.document_id and d.plan_id = me.member_plan_id and d.bin_id is null
         and reads_document(d, me.member_id)
        left join document_file f on f.document_id = d.id""";
  private static final String PIECE =
      "select substring(content from #{start}::int + 1 for #{length}::int) as piece from document_file where document_id = #{file}";

  private final DocumentService documents;
  private final ProtectedCopies copies;

  public DocumentVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      PdfValidator pdfValidator,
      ProtectedCopies copies) {
    super(platform);
    this.documents =
        new DocumentService(
            planReads, planCommands, new UploadedPdfPolicy(pdfValidator, "document"));
    this.copies = copies;
  }

  /** What is told when documents are put back from the bin. */
  public static Map<BinKind, RestoreListener> restoreListeners() {
    return Map.of(BinKind.DOCUMENT, DocumentService::restored);
  }

  /** What the slice prints. */
  public static Map<PrintPart, PartPrinter> partPrinters() {
    return DocumentPrinter.parts();
  }

  /** The passwords of copies that nobody fetched in time are deleted (DOC-2). */
  public static RetentionRule retentionRule() {
    return new RetentionRule("protected copies", Duration.ZERO, ProtectedCopies::deleteExpired);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listDocuments", DocumentQuery.class, documents::list);
    operations.on("addDocument", UploadedFile.class, documents::create);
    operations.on("readDocument", documents::get);
    operations.on("changeDocument", DocumentInput.class, documents::update);
    operations.on("deleteDocument", documents::delete);
    operations.on("openDocument", this::open);
    operations.on("documentCopy", this::copy);
  }

  private Single<OpenedFile> open(Command<Void> command) {
    UUID id = command.id("documentId");
    return copies.open(command, id, OPEN, "/documents/" + id);
  }

  private Single<FileStream> copy(Command<Void> command) {
    return copies.fetch(command, command.id("documentId"), new CopyStatements(TAKE, PIECE));
  }
}
