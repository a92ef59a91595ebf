package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.db.SqlParams;
import no.samklang.document.FileNames;
import no.samklang.error.Failure;
import no.samklang.message.Messages.Attachment;
import no.samklang.message.Messages.Message;
import no.samklang.operation.UploadedFile;

/** The tables {@code message_attachment} and {@code message_file} (MSG-6). */
@CheckReturnValue
final class AttachmentRepository {
  /** Maximum attachments of a message. */
  static final int MAX_ATTACHMENTS = 5;

  /** As {@link no.samklang.document.ProtectedCopies#open} asks for. */
  static final String OPEN =
      """
      insert into protected_copy as c (id, participant_id, attachment_id, password, expires_at)
      select #{id}, #{member}, a.id, #{password}, #{expiresAt}
        from message_attachment a
        join message m on m.id = a.message_id and m.plan_id = #{plan} and m.deleted_at is null
       where a.id = #{file}
         and (m.sender_id = #{member} or exists (select from message_recipient r
               where r.message_id = m.id and r.participant_id = #{member} and r.sent_at is not null))
      on conflict (participant_id, attachment_id) do update
         set id = excluded.id, password = excluded.password, expires_at = excluded.expires_at""";

  /** As {@link no.samklang.document.ProtectedCopies#fetch} asks for. */
  static final String TAKE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , taken as (
        delete from protected_copy c using me
         where c.id = #{copy} and c.attachment_id = #{file} and c.participant_id = me.member_id and c.expires_at > #{now}
        returning c.attachment_id, c.password
      )
      select me.*, m.id, a.name, length(f.content) as size, taken.password
        from me
        left join taken on true
        left join message_attachment a on a.id = taken.attachment_id
        left join message m on m.id = a.message_id and m.plan_id = me.member_plan_id and m.deleted_at is null
         and (m.sender_id = me.member_id or exists (select from message_recipient r
               where r.message_id = m.id and r.participant_id = me.member_id and r.sent_at is not null))
        left join message_file f on f.id = a.file_id and m.id is not null""";

  static final String PIECE =
      """
      select substring(f.content from #{start}::int + 1 for #{length}::int) as piece
        from message_attachment a join message_file f on f.id = a.file_id
       where a.id = #{file}""";

  private static final String INSERT =
      """
      with stored as (
        insert into message_file (id, content) values (#{file}, #{content}) returning id
      )
      insert into message_attachment (id, message_id, file_id, name, size, added_at)
      select #{id}, #{message}, stored.id, #{name}, #{size}, #{now} from stored""";
  private static final String DELETE =
      """
      with deleted as (
        delete from message_attachment where id = $1 returning file_id
      )
      delete from message_file f using deleted
       where f.id = deleted.file_id
         and not exists (select from message_attachment other where other.file_id = f.id and other.id <> $1)""";

  private AttachmentRepository() {}

  /**
   * Adds a file to a locked draft. Fails with {@link Failure.Conflict} {@code attachments.full}
   * beyond {@link #MAX_ATTACHMENTS}.
   */
  static Single<Attachment> insert(PlanTx tx, UUID id, Message draft, UploadedFile file) {
    if (draft.attachments().size() >= MAX_ATTACHMENTS) {
      return Single.error(new Failure.Conflict("attachments.full", null));
    }
    Attachment attachment =
        new Attachment(id, FileNames.ofUpload(file.name()), file.content().length());
    SqlParams params =
        SqlParams.of("id", id)
            .and("file", UUID.randomUUID())
            .and("message", draft.id())
            .and("name", attachment.name())
            .and("size", attachment.size())
            .and("now", tx.now())
            .and("content", file.content());
    return tx.execute(INSERT, params).map(rows -> attachment);
  }

  /** Deletes an attachment, and its file unless another message carries it. */
  static Completable delete(PlanTx tx, UUID id) {
    return tx.execute(DELETE, id).ignoreElement();
  }
}
