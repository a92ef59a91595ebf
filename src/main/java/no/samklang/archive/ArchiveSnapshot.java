package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.archive.Archives.ArchiveOrder;
import no.samklang.archive.Archives.ArchivePart;
import no.samklang.db.SqlParams;
import no.samklang.document.ArchivedDocuments;
import no.samklang.document.ArchivedDocuments.ArchivedDocument;
import no.samklang.operation.Command;
import no.samklang.print.PrintSections;
import no.samklang.print.PrintTexts;
import no.samklang.print.Prints.PrintSection;
import no.samklang.text.Language;

/**
 * A plan at one moment, as far as who archives it may read it (PRINT-2): the texts of its parts,
 * and which documents there are.
 */
record ArchiveSnapshot(
    SnapshotHeader header,
    Instant at,
    List<PrintSection> sections,
    List<ArchivedDocument> documents) {
  private static final String HEADER =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pl.id, pl.type, pl.short_name, pl.state, pl.start_date, pl.planned_end, pl.end_date, unit.name as organisation,
             owner.first_name || ' ' || owner.last_name as owner, reader.first_name || ' ' || reader.last_name as reader,
             coalesce((select h.seq from plan_log_head h where h.plan_id = pl.id), 0) as log_seq
        from me
        join plan pl on pl.id = me.member_plan_id
        join organisation unit on unit.id = pl.organisation_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person owner on owner.id = op.person_id
        join person reader on reader.id = me.member_person_id""";

  /**
   * What the archive says of the plan.
   *
   * @param reader who archives it
   * @param logSeq place of the last entry of the plan log, 0 for none
   */
  record SnapshotHeader(
      String type,
      String shortName,
      String state,
      LocalDate startDate,
      LocalDate plannedEnd,
      LocalDate endDate,
      String organisation,
      String owner,
      String reader,
      int logSeq) {
    static SnapshotHeader of(Row row) {
      return new SnapshotHeader(
          row.getString("type"),
          row.getString("short_name"),
          row.getString("state"),
          row.getLocalDate("start_date"),
          row.getLocalDate("planned_end"),
          row.getLocalDate("end_date"),
          row.getString("organisation"),
          row.getString("owner"),
          row.getString("reader"),
          row.getInteger("log_seq"));
    }

    @Override
    public String toString() {
      return "SnapshotHeader";
    }
  }

  /** What the plan is called. */
  String title(Language language) {
    return PrintTexts.text(
        language,
        "print.title",
        PrintTexts.text(language, "print.type." + header.type()),
        header.owner());
  }

  /** Reads within a transaction that sees one snapshot. */
  @CheckReturnValue
  static Single<ArchiveSnapshot> read(
      PlanTx tx, Command<?> command, ArchiveOrder order, PrintSections parts) {
    Single<List<ArchivedDocument>> documents =
        order.parts().contains(ArchivePart.DOCUMENTS)
            ? ArchivedDocuments.list(tx.reads(), command)
            : Single.just(List.of());
    return tx.reads()
        .queryOne(
            command,
            Right.ARCHIVE,
            HEADER,
            SqlParams.none(),
            (member, row) -> SnapshotHeader.of(row))
        .flatMap(
            header ->
                parts
                    .read(tx.reads(), command, order.printParts(), order.options())
                    .flatMap(
                        sections ->
                            documents.map(
                                found -> new ArchiveSnapshot(header, tx.now(), sections, found))));
  }

  @Override
  public String toString() {
    return "ArchiveSnapshot";
  }
}
