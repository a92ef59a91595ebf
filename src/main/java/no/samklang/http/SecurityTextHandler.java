package no.samklang.http;

import io.vertx.core.Handler;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Serves where to report a vulnerability (RFC 9116). */
final class SecurityTextHandler implements Handler<RoutingContext> {
  static final String PATH = "/.well-known/security.txt";

  private static final Duration LIFETIME = Duration.ofDays(180);

  private final URI contact;
  private final URI publicUrl;
  private final Clock clock;

  SecurityTextHandler(URI contact, URI publicUrl, Clock clock) {
    this.contact = contact;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  @Override
  @SuppressWarnings("CheckReturnValue") // the response ends by itself
  public void handle(RoutingContext context) {
    String text =
        "Contact: %s\nExpires: %s\nPreferred-Languages: nb, nn, en\nCanonical: %s%s\n"
            .formatted(
                contact,
                clock.instant().truncatedTo(ChronoUnit.DAYS).plus(LIFETIME),
                publicUrl,
                PATH);
    context.response().putHeader("Content-Type", "text/plain; charset=utf-8");
    context.response().rxEnd(text).subscribe(() -> {}, context::fail);
  }
}
