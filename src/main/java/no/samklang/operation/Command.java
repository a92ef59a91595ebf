package no.samklang.operation;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.bus.Origin;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/**
 * A request that fits the contract, from a caller whose session is open (but for operations open to
 * all).
 *
 * @param <B> the body, or what the query says where the operation has no body; {@link Void} where
 *     it takes neither
 */
public final class Command<B> {
  private final Operation operation;
  private final Caller caller;
  private final Origin origin;
  private final Map<String, String> path;
  private final Headers headers;
  private final Buffer content;
  private final B body;

  /**
   * The headers that mean something to an operation.
   *
   * @param ifMatch the version a change is based on, null without one
   * @param idempotencyKey null without one
   */
  public record Headers(Integer ifMatch, String idempotencyKey) {
    public static final Headers NONE = new Headers(null, null);
  }

  /**
   * @param caller null where an operation is open to all and nobody is logged in
   * @param path the ids and keys of the address, by name
   * @param content the body as it was sent, null without one
   */
  public Command(
      Operation operation,
      Caller caller,
      Origin origin,
      Map<String, String> path,
      Headers headers,
      Buffer content,
      B body) {
    this.operation = operation;
    this.caller = caller;
    this.origin = origin;
    this.path = path;
    this.headers = headers;
    this.content = content;
    this.body = body;
  }

  public Operation operation() {
    return operation;
  }

  /** Null where an operation is open to all and nobody is logged in. */
  public Caller caller() {
    return caller;
  }

  public Origin origin() {
    return origin;
  }

  public B body() {
    return body;
  }

  /** The same with another body. */
  public <C> Command<C> withBody(C other) {
    return new Command<>(operation, caller, origin, path, headers, content, other);
  }

  public PlanId planId() {
    return new PlanId(id("planId"));
  }

  public ParticipantId participantId() {
    return new ParticipantId(id("participantId"));
  }

  public PersonId personId() {
    return new PersonId(id("personId"));
  }

  public MessageId messageId() {
    return new MessageId(id("messageId"));
  }

  /** An id of the address; the contract has made sure that it is one. */
  public UUID id(String name) {
    return UUID.fromString(path(name));
  }

  public String path(String name) {
    return path.get(name);
  }

  /** All of the address that names something. */
  public Map<String, String> path() {
    return path;
  }

  /**
   * The version that a change is based on.
   *
   * @throws Failure.Invalid without one
   */
  public int ifMatch() {
    if (headers.ifMatch() == null) {
      throw new Failure.Invalid("request.invalid", "If-Match", "required");
    }
    return headers.ifMatch();
  }

  /** The key of a request that creates something (MSG-7). */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(headers.idempotencyKey());
  }

  /** The body as it was sent, to tell whether another says the same; empty without one. */
  public Buffer content() {
    return content == null ? Buffer.buffer() : content;
  }

  /** What people write isn't logged. */
  @Override
  public String toString() {
    return operation.id();
  }
}
