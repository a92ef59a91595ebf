package no.samklang.message;

import io.reactivex.rxjava3.core.Single;
import java.util.Set;
import no.samklang.bus.Bus;
import no.samklang.db.Keyset.Wanted;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.id.MessageId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.Change;
import no.samklang.message.Messages.Content;
import no.samklang.message.Messages.Create;
import no.samklang.message.Messages.Folder;
import no.samklang.message.Messages.ListFolder;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.Pick;
import no.samklang.message.Messages.Unread;

/** Messages over HTTP. */
public final class MessageRoutes implements Routes {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final Bus bus;

  public MessageRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on("overview", this::overview);
    operations.on("listMessages", this::list);
    operations.on("createMessage", this::create);
    operations.on("readMessage", request -> bus.ask(Messages.READ, pick(request)).map(Reply::ok));
    operations.on("changeDraft", this::change);
    operations.on(
        "deleteDraft",
        request -> bus.ask(Messages.DELETE, pick(request)).map(done -> Reply.noContent()));
  }

  private record Overview(Unread unread) {}

  private Single<Reply> overview(Request request) {
    PersonId person = request.caller().person();
    return bus.ask(Messages.UNREAD, Set.of(person))
        .map(unread -> Reply.ok(new Overview(unread.persons().get(person))));
  }

  private Single<Reply> list(Request request) {
    Folder folder = Folder.valueOf(request.query("folder").orElse(Folder.RECEIVED.name()));
    Wanted page =
        new Wanted(
            request.query("sort").orElse("-sentAt"), request.limit(), request.query("after"));
    return bus.ask(Messages.FOLDER, new ListFolder(request.caller(), plan(request), folder, page))
        .map(Reply::ok);
  }

  private Single<Reply> create(Request request) {
    Create command =
        new Create(
            request.caller(),
            plan(request),
            request.body(Content.class),
            request.header(IDEMPOTENCY_KEY));
    return bus.ask(Messages.CREATE, command)
        .map(message -> Reply.created(location(message), message));
  }

  private Single<Reply> change(Request request) {
    Change command =
        new Change(
            request.caller(),
            plan(request),
            message(request),
            request.body(Content.class),
            request.ifMatch(),
            request.header(IDEMPOTENCY_KEY));
    return bus.ask(Messages.CHANGE, command).map(Reply::ok);
  }

  private static String location(Message message) {
    return "/api/v1/plans/%s/messages/%s".formatted(message.planId(), message.id());
  }

  private static Pick pick(Request request) {
    return new Pick(request.caller(), plan(request), message(request));
  }

  private static PlanId plan(Request request) {
    return new PlanId(request.id("planId"));
  }

  private static MessageId message(Request request) {
    return new MessageId(request.id("messageId"));
  }
}
