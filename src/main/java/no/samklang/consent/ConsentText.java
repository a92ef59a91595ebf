package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.consent.Consents.ConsentRenewal;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;
import no.samklang.print.PrintTexts;
import no.samklang.text.Languages;

/**
 * The text that is signed on screen (PART-8): what a consent covers, for how long, and for each
 * participant areas and period. The same data make the same text.
 *
 * @param by the name of who would sign it
 */
record ConsentText(String text, String by) {
  private static final String SIGNED =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, person.first_name || ' ' || person.last_name as name, p.role, p.rights::text as rights, p.ends_on,
             (p.since at time zone 'Europe/Oslo')::date as since, pl.type,
             signer.first_name || ' ' || signer.last_name as signer
        from me
        join plan pl on pl.id = me.member_plan_id
        join person signer on signer.id = me.member_person_id
        join participant p on p.plan_id = me.member_plan_id and takes_part(p, #{today})
        join person on person.id = p.person_id
       order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id""";

  /** Reads it for who decides for the owner; others are refused. */
  @CheckReturnValue
  static Single<ConsentText> read(PlanReads reads, Command<?> command, ConsentRenewal renewal) {
    return reads.queryRows(
        command,
        Right.SIGN_CONSENT,
        SIGNED,
        SqlParams.none(),
        (member, rows) -> of(RowValues.stream(rows).toList(), renewal));
  }

  private static ConsentText of(List<Row> participants, ConsentRenewal renewal) {
    Row first = participants.get(0);
    Map<UUID, String> scopes =
        Boolean.TRUE.equals(renewal.differentiated())
            ? renewal.participants().stream()
                .filter(one -> one.scope() != null && !one.scope().isBlank())
                .collect(
                    Collectors.toMap(
                        one -> one.participantId().value(), one -> one.scope().strip()))
            : Map.of();
    String owner =
        participants.stream()
            .filter(row -> row.getString("role").equals(Role.OWNER.name()))
            .map(row -> row.getString("name"))
            .findFirst()
            .orElseThrow();
    String plan =
        PrintTexts.text(
            "print.title", PrintTexts.text("print.type." + first.getString("type")), owner);
    String text =
        Stream.of(
                plan,
                PrintTexts.text("consentForm.declaration"),
                line("consent.scope", renewal.scope().strip()),
                line("consent.notCovered", renewal.notCovered()),
                line("consent.period", PrintTexts.period(renewal.from(), renewal.until())),
                PrintTexts.text("consentForm.participants"),
                participants.stream()
                    .map(row -> participant(row, renewal, scopes))
                    .collect(Collectors.joining("\n")),
                PrintTexts.text("consentForm.withdrawal"))
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n\n"));
    return new ConsentText(text, first.getString("signer"));
  }

  private static String line(String key, String value) {
    return value == null || value.isBlank() ? null : PrintTexts.text(key) + ": " + value.strip();
  }

  private static String participant(Row row, ConsentRenewal renewal, Map<UUID, String> scopes) {
    Role role = Role.valueOf(row.getString("role"));
    String areas =
        ConsentFormPrinter.areas(
            Languages.packaged().defaultLanguage(), Rights.of(role, row.getString("rights")));
    String scope = scopes.get(row.getUUID("id"));
    LocalDate since = row.getLocalDate("since");
    LocalDate end = row.getLocalDate("ends_on");
    String period =
        PrintTexts.period(
            since.isAfter(renewal.from()) ? since : renewal.from(),
            end != null && end.isBefore(renewal.until()) ? end : renewal.until());
    String what = scope == null ? "" : " " + PrintTexts.text("consentForm.only", scope);
    return PrintTexts.text(
            "consentForm.participant",
            row.getString("name"),
            PrintTexts.text("role", role).toLowerCase(java.util.Locale.ROOT),
            areas,
            period)
        + what;
  }

  /** SHA-256 of the text, in hexadecimal. */
  String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Override
  public String toString() {
    return "ConsentText";
  }
}
