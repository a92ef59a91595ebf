package no.samklang.person;

import java.time.Clock;
import java.time.Duration;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.auth.AccountService;
import no.samklang.auth.PhoneStopService;
import no.samklang.concurrent.KeyedRateLimiter;
import no.samklang.id.PersonId;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.operation.UploadedFile;
import no.samklang.person.AddressBlockService.AddressBlockChange;
import no.samklang.person.PersonSearch.SearchTerms;
import no.samklang.person.PictureService.PictureQuery;
import no.samklang.picture.PictureEncoder;
import no.samklang.retention.RetentionRule;

/** Operations on persons and their pictures (PERSON-1 to PERSON-7). */
public final class PersonVerticle extends FeatureVerticle {
  private final PersonSearch search;
  private final PersonCardService persons;
  private final PictureService pictures;
  private final LostPhoneService phones;
  private final AddressBlockService addressBlocks;
  private final WaitingAddresses waiting;

  /**
   * @param searches limits each person's searches of the register
   */
  public PersonVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      PersonService persons,
      AccountService accounts,
      PhoneStopService phoneStops,
      KeyedRateLimiter<PersonId> searches,
      PictureEncoder pictureEncoder,
      WaitingAddresses waiting) {
    super(platform);
    this.waiting = waiting;
    this.search = new PersonSearch(platform.db(), platform.clock(), searches);
    this.addressBlocks = new AddressBlockService(platform.db(), platform.clock());
    this.persons = new PersonCardService(platform.db(), platform.clock(), persons, accounts);
    this.phones =
        new LostPhoneService(platform.db(), platform.clock(), accounts, phoneStops, planCommands);
    this.pictures =
        new PictureService(
            platform.db(),
            platform.clock(),
            new PictureOwnerQuery(planReads),
            planCommands,
            pictureEncoder);
  }

  /** Accounts that nobody uses are removed (LAW-3). */
  public static RetentionRule retentionRule(Duration age, AccountService accounts, Clock clock) {
    return new RetentionRule("unused accounts", age, new UnusedAccounts(accounts, clock));
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("searchPersons", SearchTerms.class, search::search);
    operations.on("readPerson", persons::get);
    operations.on("changePerson", PersonInput.class, persons::change);
    operations.on("deletePerson", persons::delete);
    operations.on("stopMyPhone", LostPhone.class, phones::stopOwn);
    operations.on("stopPersonPhone", LostPhone.class, phones::stopOfPerson);
    operations.on("stopParticipantPhone", LostPhone.class, phones::stopOfParticipant);
    operations.on("confirmMyWaitingAddresses", waiting::confirm);
    operations.on("listBlockedPersons", addressBlocks::list);
    operations.on("changeAddressBlock", AddressBlockChange.class, addressBlocks::change);
    operations.on("personPicture", PictureQuery.class, pictures::get);
    operations.on("changeMyPicture", UploadedFile.class, pictures::putOwn);
    operations.on("removeMyPicture", pictures::deleteOwn);
    operations.on("changeParticipantPicture", UploadedFile.class, pictures::putOfParticipant);
    operations.on("removeParticipantPicture", pictures::deleteOfParticipant);
  }
}
