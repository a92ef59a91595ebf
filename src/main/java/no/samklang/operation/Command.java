package no.samklang.operation;

import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.error.Failure;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/**
 * A request that is valid by the contract, from an authenticated caller (except for public
 * operations).
 *
 * @param <B> the type of the body, or of the query parameters of an operation without a body;
 *     {@link Void} for neither
 */
public final class Command<B> {
  private final Operation operation;
  private final Caller caller;
  private final ClientInfo clientInfo;
  private final Map<String, String> path;
  private final Headers headers;
  private final Buffer rawBody;
  private final B body;

  /**
   * The request headers that operations read.
   *
   * @param ifMatch the version a change is based on, null if absent
   * @param idempotencyKey null if absent
   * @param challenge the cookie of a pending login; null if absent
   * @param device the cookie of a known device; null if absent
   * @param ifNoneMatch null if absent
   * @param ifModifiedSince null if absent
   * @param language of who asks (LANG-1); null for the default one
   * @param accept the media type that the client prefers, as {@code text/csv}; null for any
   */
  public record Headers(
      Integer ifMatch,
      String idempotencyKey,
      String challenge,
      String device,
      String ifNoneMatch,
      String ifModifiedSince,
      Language language,
      String accept) {
    public static final Headers NONE = new Headers(null, null, null, null, null, null, null, null);

    /** Those of work in the background, in the language of who asked for it. */
    public static Headers of(Language language) {
      return new Headers(null, null, null, null, null, null, language, null);
    }
  }

  /**
   * @param caller null for a public operation without a session
   * @param path the path parameters by name, and those of the query if there is a body too
   * @param rawBody the body as sent, null if absent
   */
  public Command(
      Operation operation,
      Caller caller,
      ClientInfo clientInfo,
      Map<String, String> path,
      Headers headers,
      Buffer rawBody,
      B body) {
    this.operation = operation;
    this.caller = caller;
    this.clientInfo = clientInfo;
    this.path = path;
    this.headers = headers;
    this.rawBody = rawBody;
    this.body = body;
  }

  public Operation operation() {
    return operation;
  }

  /** Null for a public operation without a session. */
  public Caller caller() {
    return caller;
  }

  public ClientInfo clientInfo() {
    return clientInfo;
  }

  public B body() {
    return body;
  }

  /** A copy with another body. */
  public <C> Command<C> withBody(C other) {
    return new Command<>(operation, caller, clientInfo, path, headers, rawBody, other);
  }

  /** A copy that is about a plan, without a body. */
  public Command<Void> within(PlanId plan, Operation other) {
    return new Command<>(
        other, caller, clientInfo, Map.of("planId", plan.value().toString()), headers, null, null);
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

  /** A path parameter that is an id; the contract has validated its format. */
  public UUID id(String name) {
    return UUID.fromString(path(name));
  }

  /** Null for a parameter of the query that is absent. */
  public String path(String name) {
    return path.get(name);
  }

  /** The path parameters, by name. */
  public Map<String, String> path() {
    return path;
  }

  /**
   * The version that a change is based on.
   *
   * @throws Failure.Invalid if the header is absent
   */
  public int ifMatch() {
    if (headers.ifMatch() == null) {
      throw new Failure.Invalid("request.invalid", "If-Match", "required");
    }
    return headers.ifMatch();
  }

  /** As {@link #ifMatch()}; empty if the header is absent. */
  public Optional<Integer> findIfMatch() {
    return Optional.ofNullable(headers.ifMatch());
  }

  /** The {@code Idempotency-Key} of a request (MSG-7). */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(headers.idempotencyKey());
  }

  /** The challenge of a pending login, from its cookie (LOGIN-1). */
  public Optional<String> challenge() {
    return Optional.ofNullable(headers.challenge());
  }

  /** The token of a known device, from its cookie (LOGIN-2). */
  public Optional<String> device() {
    return Optional.ofNullable(headers.device());
  }

  /** The language of the page that asks, for texts that the service makes (LANG-1). */
  public Language language() {
    return headers.language() == null ? Languages.packaged().defaultLanguage() : headers.language();
  }

  /** Whether the client prefers a media type to all others (RFC 9110, 12.5.1). */
  public boolean prefers(String mediaType) {
    return mediaType.equalsIgnoreCase(headers.accept());
  }

  /**
   * Whether the client has the content already (RFC 9110, 13): by its tag if it names one,
   * otherwise by the time.
   *
   * @param modifiedAt in whole seconds
   */
  public boolean isUnchanged(String etag, Instant modifiedAt) {
    if (headers.ifNoneMatch() != null) {
      return Stream.of(headers.ifNoneMatch().split(","))
          .map(tag -> tag.strip().replaceFirst("^W/", ""))
          .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }
    try {
      return headers.ifModifiedSince() != null
          && !modifiedAt.isAfter(
              Instant.from(
                  DateTimeFormatter.RFC_1123_DATE_TIME.parse(headers.ifModifiedSince().strip())));
    } catch (DateTimeException e) {
      return false; // as if it weren't there
    }
  }

  /** The body as sent, for comparison with another request; empty if absent. */
  public Buffer rawBody() {
    return rawBody == null ? Buffer.buffer() : rawBody;
  }

  /** Excludes user content, so that it isn't logged. */
  @Override
  public String toString() {
    return operation.id();
  }
}
