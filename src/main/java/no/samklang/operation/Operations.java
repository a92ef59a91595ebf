package no.samklang.operation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import no.samklang.bus.Bus;

/** The operations that one instance of a verticle serves. */
public final class Operations {
  private final Bus bus;
  private final OperationRegistry registry;
  private final Class<?> verticle;
  private final List<Completable> consumers = new ArrayList<>();

  Operations(Bus bus, OperationRegistry registry, Class<?> verticle) {
    this.bus = bus;
    this.registry = registry;
    this.verticle = verticle;
  }

  /** Serves an operation that takes neither body nor query. */
  public void on(String operationId, Function<Command<Void>, ? extends Single<?>> service) {
    on(operationId, Void.class, service);
  }

  /**
   * Serves an operation.
   *
   * @param operationId as in the contract
   * @param body what its body, or else its query, is bound to: a record of the same names, or
   *     {@link UploadedFile}
   * @param service gives the answer's body, a {@link Result}, or {@link no.samklang.bus.Done}
   */
  public <B> void on(
      String operationId, Class<B> body, Function<Command<B>, ? extends Single<?>> service) {
    registry.add(operationId, body, verticle);
    consumers.add(bus.serve(operationId, service));
  }

  @CheckReturnValue
  Completable registered() {
    return Completable.merge(consumers);
  }
}
