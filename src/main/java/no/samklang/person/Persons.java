package no.samklang.person;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Endpoint;
import no.samklang.bus.Origin;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** What can be asked of the register. */
public final class Persons {
  /**
   * Those in the caller's municipality whose names are like the one given, the likest first
   * (PERSON-3). Fails with {@link no.samklang.bus.Failure.Forbidden} {@code access.denied} for one
   * who neither coordinates a plan, nor may create plans, nor administers anything, and with {@link
   * no.samklang.bus.Failure.Invalid} for a name of one letter.
   */
  public static final Endpoint<Search, Found> SEARCH = Endpoint.local("person.search");

  /**
   * A person's whole card: one's own, or for the municipality's administrator. Fails with {@link
   * no.samklang.bus.Failure.NotFound} for others. That the administrator reads it, is noted.
   */
  public static final Endpoint<Read, PersonCard> READ = Endpoint.local("person.read");

  /**
   * Changes a card, for the same. Fails as {@link #READ} and {@link PersonRegister#change} do, and
   * with {@link no.samklang.bus.Failure.Conflict} {@code version.stale} and the card as it is.
   */
  public static final Endpoint<Change, PersonCard> CHANGE = Endpoint.local("person.change");

  /**
   * Deletes a person who is in no plan any more: their name is left at what they wrote, all else is
   * gone for good. For the municipality's administrator. Fails with {@link
   * no.samklang.bus.Failure.Conflict} {@code person.inPlan}, and with {@link
   * no.samklang.bus.Failure.Invalid} {@code person.yourself}.
   */
  public static final Endpoint<Delete, Done> DELETE = Endpoint.local("person.delete");

  /**
   * A person's picture (PERSON-7): for the person, those who share a plan that is open to them, and
   * the municipality's administrator. Fails with {@link no.samklang.bus.Failure.NotFound} for
   * others, and where there is none.
   */
  public static final Endpoint<Who, Picture> PICTURE = Endpoint.local("person.picture");

  /**
   * Puts a picture in place of the caller's own (PERSON-7). Fails with {@link
   * no.samklang.bus.Failure.Invalid} {@code picture.invalid} for what isn't a picture of the type
   * it says, and {@code picture.tooManyPixels}.
   */
  public static final Endpoint<PutOwnPicture, PictureVersion> PUT_OWN_PICTURE =
      Endpoint.local("person.picture.put");

  public static final Endpoint<Caller, Done> REMOVE_OWN_PICTURE =
      Endpoint.local("person.picture.remove");

  /**
   * The same for a participant, by oneself or with the right to edit persons (PERSON-6). Fails as
   * {@link no.samklang.access.Access#require} does, too.
   */
  public static final Endpoint<PutPicture, PictureVersion> PUT_PICTURE =
      Endpoint.local("person.picture.putOf");

  public static final Endpoint<RemovePicture, Done> REMOVE_PICTURE =
      Endpoint.local("person.picture.removeOf");

  private Persons() {}

  /**
   * @param after the {@code next} of the page before
   */
  public record Search(Caller caller, String name, int limit, Optional<String> after) {
    @Override
    public String toString() {
      return "Search";
    }
  }

  public record Found(List<SearchHit> items, int total, String next) {}

  public record Who(Caller caller, PersonId person) {}

  public record Read(Caller caller, PersonId person, Origin origin) {}

  public record Change(
      Caller caller, PersonId person, int basedOn, PersonInput input, Origin origin) {}

  public record Delete(Caller caller, PersonId person, Origin origin) {}

  public record Picture(String contentType, Buffer content) {
    @Override
    public String toString() {
      return "Picture";
    }
  }

  public record PictureVersion(int pictureVersion) {}

  /** A file as it was sent, and what it was said to be. */
  public record Upload(String contentType, Buffer content) {
    @Override
    public String toString() {
      return "Upload";
    }
  }

  public record PutOwnPicture(Caller caller, Upload upload) {}

  public record PutPicture(Caller caller, PlanId plan, ParticipantId participant, Upload upload) {}

  public record RemovePicture(Caller caller, PlanId plan, ParticipantId participant) {}
}
