package no.samklang.person;

import no.samklang.access.Access;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.auth.AccountRegister;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.operation.UploadedFile;
import no.samklang.person.PersonSearch.SearchTerms;
import no.samklang.work.WorkerPool;

/** The register of persons, and their pictures (PERSON-1 to PERSON-7). */
public final class PersonVerticle extends FeatureVerticle {
  private final PersonSearch search;
  private final PersonService persons;
  private final PictureService pictures;

  /**
   * @param imageWorkers where pictures are decoded
   */
  public PersonVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      PersonRegister register,
      AccountRegister accounts,
      WorkerPool imageWorkers) {
    super(platform);
    this.search = new PersonSearch(platform.db(), new Access(platform.clock()));
    this.persons = new PersonService(platform.db(), platform.clock(), register, accounts);
    this.pictures =
        new PictureService(
            platform.db(),
            platform.clock(),
            new PicturedParticipant(planReads),
            planCommands,
            imageWorkers);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("searchPersons", SearchTerms.class, search::search);
    operations.on("readPerson", persons::get);
    operations.on("changePerson", PersonInput.class, persons::change);
    operations.on("deletePerson", persons::delete);
    operations.on("personPicture", pictures::get);
    operations.on("changeMyPicture", UploadedFile.class, pictures::putOwn);
    operations.on("removeMyPicture", pictures::deleteOwn);
    operations.on("changeParticipantPicture", UploadedFile.class, pictures::putOfParticipant);
    operations.on("removeParticipantPicture", pictures::deleteOfParticipant);
  }
}
