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
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * One event loop of the reference: its share of the requests, and four connections for each kind.
 */
final class ReferenceVerticle extends AbstractVerticle {
  private static final int CONNECTIONS = 4;
  private static final int ID = 36;

  private final int port;
  private final PgConnectOptions database;
  private final Reference.Statements statements;
  private SqlClient reads;
  private ReferenceWrites writes;

  ReferenceVerticle(int port, PgConnectOptions database, Reference.Statements statements) {
    this.port = port;
    this.database = database;
    this.statements = statements;
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

  /** {@code /x/id/id…}: the letter says what is asked for. */
  private void answer(HttpServerRequest request) {
    String path = request.path();
    switch (path.charAt(1)) {
      case 'l' -> reply(request, 200, ask(statements.list(), null, id(path, 0), null));
      case 'u' -> reply(request, 200, ask(statements.unread(), null, id(path, 0), null));
      case 'n' -> reply(request, 200, ask(statements.counted(), null, id(path, 0), null));
      case 'h' -> home(request, id(path, 0), id(path, 1), id(path, 2), id(path, 3));
      case 'q' ->
          search(request, id(path, 0), id(path, 1), decoded(path.substring(3 + 2 * (ID + 1))));
      case 's' ->
          request
              .body()
              .onSuccess(body -> reply(request, 201, writes.send(id(path, 0), id(path, 1), body)))
              .onFailure(failure -> fail(request, failure));
      case 'c' -> reply(request, 200, writes.change(id(path, 0)));
      default -> reply(request, 200, Future.succeededFuture(Buffer.buffer("ready")));
    }
  }

  private Future<Buffer> ask(Statement statement, UUID plan, UUID person, UUID session) {
    return rows(statement, plan, person, session)
        .map(rows -> RowsJson.write(json -> json.rows(rows)));
  }

  private Future<RowSet<Row>> rows(Statement statement, UUID plan, UUID person, UUID session) {
    return reads
        .preparedQuery(statement.sql())
        .execute(statement.with(orNone(plan), orNone(person), orNone(session)));
  }

  private void search(HttpServerRequest request, UUID person, UUID municipality, String name) {
    Statement search = statements.search();
    reply(
        request,
        200,
        reads
            .preparedQuery(search.sql())
            .execute(search.with(person, municipality, name))
            .map(rows -> RowsJson.write(json -> json.rows(rows))));
  }

  private static String decoded(String name) {
    return URLDecoder.decode(name, StandardCharsets.UTF_8);
  }

  private static UUID orNone(UUID id) {
    return id == null ? new UUID(0, 0) : id;
  }

  /** Three statements side by side, and the visit written behind. */
  private void home(
      HttpServerRequest request, UUID plan, UUID person, UUID session, UUID participant) {
    writes.visit(participant, session);
    List<Statement> home = statements.home();
    Future<RowSet<Row>> page = rows(home.get(0), plan, person, session);
    Future<RowSet<Row>> group = rows(home.get(1), plan, person, session);
    Future<RowSet<Row>> latest = rows(home.get(2), plan, person, session);
    reply(
        request,
        200,
        Future.all(page, group, latest)
            .map(
                all ->
                    RowsJson.write(
                        json -> json.parts(page.result(), group.result(), latest.result()))));
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
