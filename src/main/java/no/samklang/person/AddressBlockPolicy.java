package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.access.AccessPolicy;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.security.Caller;

/**
 * What a change may do to a person with an address block (PERSON-13). Who sees what is decided in
 * {@code R__person_address_block.sql}, for every read.
 */
@CheckReturnValue
final class AddressBlockPolicy {
  private static final String SEES_ADDRESS =
      "select exists (select from sees_address($1, $2, $3)) as sees";

  private final AccessPolicy access;

  AddressBlockPolicy(Clock clock) {
    this.access = new AccessPolicy(clock);
  }

  /**
   * The input with the values that the caller doesn't see, where the caller entered none: a form
   * that shows a field as empty must not empty it.
   */
  Single<PersonInput> keepHidden(
      SqlReader sql, Caller caller, PersonCard before, PersonInput input) {
    if (before.addressBlock() == null) {
      return Single.just(input);
    }
    return sql.query(SEES_ADDRESS, caller.person(), before.personId(), access.today())
        .map(rows -> rows.iterator().next().getBoolean("sees"))
        .map(sees -> sees ? input : withHidden(before, input));
  }

  private static PersonInput withHidden(PersonCard before, PersonInput input) {
    return new PersonInput(
        input.firstName(),
        input.lastName(),
        input.birthDate(),
        input.dueDate(),
        entered(input.workplace(), before.workplace()),
        input.jobTitle(),
        input.email(),
        entered(input.mobile(), before.mobile()),
        entered(input.phone(), before.phone()),
        entered(input.fax(), before.fax()),
        input.hidePhone(),
        input.hideMobile(),
        entered(input.street(), before.street()),
        entered(input.postcode(), before.postcode()),
        entered(input.city(), before.city()),
        input.limitSearch());
  }

  private static String entered(String input, String before) {
    return input == null || input.isBlank() ? before : input;
  }

  /**
   * Fails with {@link Failure.Forbidden} {@code addressBlock.administrator} when somebody else than
   * an administrator would lower or lift the strict grade.
   */
  static void requireAllowed(boolean administers, AddressBlock before, AddressBlock after) {
    boolean isLowered =
        before == AddressBlock.STRICTLY_CONFIDENTIAL && after != AddressBlock.STRICTLY_CONFIDENTIAL;
    if (isLowered && !administers) {
      throw new Failure.Forbidden("addressBlock.administrator");
    }
  }
}
