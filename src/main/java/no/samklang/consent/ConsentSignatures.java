package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.HexFormat;
import java.util.List;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.consent.Consents.ConsentRenewal;
import no.samklang.consent.Consents.SignableText;
import no.samklang.consent.Consents.SignedText;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.operation.Command;

/** Consents that are signed on screen, and what stood there (PART-8). */
@CheckReturnValue
final class ConsentSignatures {
  private static final String INSERT =
      """
      insert into consent_signature (consent_id, text, hash, signed_by, signed_by_name, signed_at)
      select c.id, #{text}, #{hash}, #{by}, #{name}, #{now}
        from consent c where c.plan_id = #{plan} and c.ended_at is null""";
  private static final String FIND =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, c.id, s.text, s.hash, s.signed_by_name, s.signed_at
        from me
        left join (consent_signature s join consent c on c.id = s.consent_id)
          on c.plan_id = me.member_plan_id and c.id = #{consent}""";

  private final PlanReads planReads;

  ConsentSignatures(PlanReads planReads) {
    this.planReads = planReads;
  }

  /** What stands on the screen before it is signed; for who decides for the owner. */
  Single<SignableText> preview(Command<ConsentRenewal> command) {
    return ConsentText.read(planReads, command, command.body())
        .map(text -> new SignableText(text.text(), text.hash(), text.by()));
  }

  /**
   * The text that was signed, as it stood then. Fails with {@link Failure.NotFound} for a consent
   * that wasn't signed on screen.
   */
  Single<SignedText> get(Command<Void> command) {
    return planReads.queryOne(
        command,
        Right.SEE_RIGHTS,
        FIND,
        SqlParams.of("consent", command.id("consentId")),
        (member, row) -> signed(row));
  }

  private static SignedText signed(Row row) {
    return new SignedText(
        row.getString("text"),
        HexFormat.of().formatHex(row.getBuffer("hash").getBytes()),
        row.getString("signed_by_name"),
        RowValues.instant(row, "signed_at"));
  }

  /**
   * Reads the text anew, before the consent is given. Fails with {@link Failure.Invalid} {@code
   * consent.textChanged} if it isn't what the signer has read.
   */
  static Single<ConsentText> requireRead(PlanTx tx, Command<ConsentRenewal> command) {
    return ConsentText.read(tx.reads(), command, command.body())
        .doOnSuccess(
            text -> {
              if (!text.hash().equals(command.body().signature())) {
                throw new Failure.Invalid("consent.textChanged", List.of());
              }
            });
  }

  /** Keeps what was signed with the consent that has just been given. */
  static Completable insert(PlanTx tx, ConsentText text) {
    SqlParams params =
        SqlParams.of("text", text.text())
            .and("hash", Buffer.buffer(HexFormat.of().parseHex(text.hash())))
            .and("by", tx.caller().person())
            .and("name", text.by())
            .and("now", tx.now())
            .and("plan", tx.planId());
    return tx.execute(INSERT, params).ignoreElement();
  }
}
