package no.samklang.person;

import io.reactivex.rxjava3.core.Single;
import no.samklang.bus.Bus;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.person.Persons.Change;
import no.samklang.person.Persons.Delete;
import no.samklang.person.Persons.PutOwnPicture;
import no.samklang.person.Persons.PutPicture;
import no.samklang.person.Persons.Read;
import no.samklang.person.Persons.RemovePicture;
import no.samklang.person.Persons.Search;
import no.samklang.person.Persons.Upload;
import no.samklang.person.Persons.Who;

/** The register of persons over HTTP. */
public final class PersonRoutes implements Routes {
  private final Bus bus;

  public PersonRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on("searchPersons", this::search);
    operations.on("readPerson", this::read);
    operations.on("changePerson", this::change);
    operations.on("deletePerson", this::delete);
    operations.on("personPicture", this::picture);
    operations.on("changeMyPicture", this::putOwnPicture);
    operations.on(
        "removeMyPicture",
        request ->
            bus.ask(Persons.REMOVE_OWN_PICTURE, request.caller()).map(done -> Reply.noContent()));
    operations.on("changeParticipantPicture", this::putPicture);
    operations.on("removeParticipantPicture", this::removePicture);
  }

  private Single<Reply> search(Request request) {
    Search search =
        new Search(
            request.caller(),
            request.query("name").orElse(""),
            request.limit(),
            request.query("after"));
    return bus.ask(Persons.SEARCH, search).map(Reply::ok);
  }

  private Single<Reply> read(Request request) {
    return bus.ask(Persons.READ, new Read(request.caller(), person(request), request.origin()))
        .map(Reply::ok);
  }

  private Single<Reply> change(Request request) {
    Change change =
        new Change(
            request.caller(),
            person(request),
            request.ifMatch(),
            request.body(PersonInput.class),
            request.origin());
    return bus.ask(Persons.CHANGE, change).map(Reply::ok);
  }

  private Single<Reply> delete(Request request) {
    return bus.ask(Persons.DELETE, new Delete(request.caller(), person(request), request.origin()))
        .map(done -> Reply.noContent());
  }

  private Single<Reply> picture(Request request) {
    return bus.ask(Persons.PICTURE, who(request))
        .map(picture -> Reply.file(picture.contentType(), picture.content()));
  }

  private Single<Reply> putOwnPicture(Request request) {
    return bus.ask(Persons.PUT_OWN_PICTURE, new PutOwnPicture(request.caller(), upload(request)))
        .map(Reply::ok);
  }

  private Single<Reply> putPicture(Request request) {
    return bus.ask(
            Persons.PUT_PICTURE,
            new PutPicture(request.caller(), plan(request), participant(request), upload(request)))
        .map(Reply::ok);
  }

  private Single<Reply> removePicture(Request request) {
    return bus.ask(
            Persons.REMOVE_PICTURE,
            new RemovePicture(request.caller(), plan(request), participant(request)))
        .map(done -> Reply.noContent());
  }

  private static Who who(Request request) {
    return new Who(request.caller(), person(request));
  }

  private static PersonId person(Request request) {
    return new PersonId(request.id("personId"));
  }

  private static PlanId plan(Request request) {
    return new PlanId(request.id("planId"));
  }

  private static ParticipantId participant(Request request) {
    return new ParticipantId(request.id("participantId"));
  }

  private static Upload upload(Request request) {
    return new Upload(request.header("Content-Type").orElse(""), request.file());
  }
}
