package no.samklang.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** One event loop of the reference, with four read and four write connections. */
final class ReferenceVerticle extends AbstractVerticle {
  /** Size of the file that is downloaded. */
  static final int FILE_BYTES = 4 * 1024 * 1024;

  private static final int CONNECTIONS = 4;
  private static final int ID = 36;

  private final int port;
  private final PgConnectOptions database;
  private SqlClient reads;
  private ReferenceWrites writes;

  ReferenceVerticle(int port, PgConnectOptions database) {
    this.port = port;
    this.database = database;
  }

  @Override
  public void start(Promise<Void> started) {
    PoolOptions four = new PoolOptions().setMaxSize(CONNECTIONS);
    reads = PgBuilder.client().with(four).connectingTo(database).using(vertx).build();
    writes =
        new ReferenceWrites(
            vertx, PgBuilder.pool().with(four).connectingTo(database).using(vertx).build());
    vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .requestHandler(this::answer)
        .webSocketHandler(new ReferenceSockets(context)::connected)
        .listen()
        .<Void>mapEmpty()
        .onComplete(started);
  }

  /** Paths are {@code /x/id/id…}; the letter selects the operation. */
  private void answer(HttpServerRequest request) {
    String path = request.path();
    switch (path.charAt(1)) {
      case 'l' -> reply(request, 200, rows(ReferenceSql.LIST, id(path, 0)));
      case 'u' -> reply(request, 200, rows(ReferenceSql.UNREAD, id(path, 0)));
      case 'o' -> reply(request, 200, rows(ReferenceSql.OVERVIEW, id(path, 0)));
      case 'e' -> reply(request, 200, rows(ReferenceSql.EVENTS, id(path, 0)));
      case 'g' -> reply(request, 200, rows(ReferenceSql.GOALS, id(path, 0)));
      case 'm' ->
          reply(
              request,
              200,
              rows(
                  ReferenceSql.MESSAGES,
                  id(path, 0),
                  id(path, 1),
                  decoded(path.substring(3 + 2 * (ID + 1)))));
      case 'h' -> home(request, id(path, 0), id(path, 1), id(path, 2));
      case 'q' ->
          reply(
              request,
              200,
              rows(ReferenceSql.SEARCH, id(path, 0), decoded(path.substring(3 + ID + 1))));
      case 's' ->
          request
              .body()
              .onSuccess(body -> reply(request, 201, writes.send(id(path, 0), id(path, 1), body)))
              .onFailure(failure -> fail(request, failure));
      case 'k' ->
          request
              .body()
              .onSuccess(
                  body ->
                      reply(
                          request,
                          201,
                          writes.comment(id(path, 0), id(path, 1), id(path, 2), body)))
              .onFailure(failure -> fail(request, failure));
      case 'c' -> reply(request, 200, writes.change(id(path, 0)));
      case 'f' -> request.response().end(Buffer.buffer(new byte[FILE_BYTES]));
      default -> reply(request, 200, Future.succeededFuture(Buffer.buffer("ready")));
    }
  }

  private Future<Buffer> rows(String sql, Object... arguments) {
    return reads
        .preparedQuery(sql)
        .execute(Tuple.wrap(arguments))
        .map(rows -> RowJsonWriter.write(json -> json.rows(rows)));
  }

  private static String decoded(String name) {
    return URLDecoder.decode(name, StandardCharsets.UTF_8);
  }

  /** One statement, and the visit written behind. */
  private void home(HttpServerRequest request, UUID plan, UUID participant, UUID session) {
    writes.visit(participant, session);
    reply(
        request,
        200,
        reads
            .preparedQuery(ReferenceSql.HOME)
            .execute(Tuple.of(plan, participant))
            .map(rows -> Buffer.buffer(rows.iterator().next().getString(0))));
  }

  private static void reply(HttpServerRequest request, int status, Future<Buffer> body) {
    body.onSuccess(
            json ->
                request
                    .response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(json))
        .onFailure(failure -> fail(request, failure));
  }

  private static void fail(HttpServerRequest request, Throwable failure) {
    System.err.println(failure);
    request.response().setStatusCode(500).end(failure.toString());
  }

  private static UUID id(String path, int index) {
    int start = 3 + index * (ID + 1);
    return UUID.fromString(path.substring(start, start + ID));
  }
}
