package no.samklang.plan;

import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.error.Failure;

/**
 * The legal basis of a plan (PLAN-1).
 *
 * @param text what the choice doesn't say; required for {@link Basis#OTHER}, else nullable
 */
record LegalBasis(Basis basis, String text) {
  /** The acts that give a right to a plan or a duty to coordinate. */
  public enum Basis {
    /** Pasient- og brukerrettighetsloven § 2-5. */
    HEALTH_RIGHTS,
    /** Helse- og omsorgstjenesteloven § 7-1. */
    HEALTH_SERVICES,
    /** Spesialisthelsetjenesteloven § 2-5. */
    SPECIALIST_HEALTH,
    /** Psykisk helsevernloven § 4-1. */
    MENTAL_HEALTH,
    /** Sosialtjenesteloven § 28. */
    SOCIAL_SERVICES,
    /** Barnevernsloven § 15-9. */
    CHILD_WELFARE,
    /** Opplæringslova. */
    EDUCATION,
    /** No act, only the owner's consent. */
    CONSENT,
    OTHER
  }

  LegalBasis {
    text = text == null || text.isBlank() ? null : text.strip();
  }

  /** Fails with {@link Failure.Invalid} {@code plan.invalid} for another basis without a text. */
  void validate() {
    if (basis == Basis.OTHER && text == null) {
      throw new Failure.Invalid("plan.invalid", "legalBasis.text", "required");
    }
  }

  /** Reads the columns of {@code plan}; null without a basis. */
  static LegalBasis of(Row row) {
    String basis = row.getString("legal_basis");
    return basis == null
        ? null
        : new LegalBasis(Basis.valueOf(basis), row.getString("legal_basis_text"));
  }

  @Override
  public String toString() {
    return "LegalBasis " + basis;
  }
}
