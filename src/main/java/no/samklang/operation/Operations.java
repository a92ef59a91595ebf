package no.samklang.operation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import no.samklang.event.TypedEventBus;

/** Registers the operations that one verticle instance serves. */
public final class Operations {
  private final TypedEventBus bus;
  private final OperationRegistry registry;
  private final Class<?> verticle;
  private final List<Completable> consumers = new ArrayList<>();

  Operations(TypedEventBus bus, OperationRegistry registry, Class<?> verticle) {
    this.bus = bus;
    this.registry = registry;
    this.verticle = verticle;
  }

  /** Serves an operation without body and query parameters. */
  public void on(String operationId, Function<Command<Void>, ? extends Single<?>> service) {
    on(operationId, Void.class, service);
  }

  /**
   * Serves an operation.
   *
   * @param operationId as in the contract
   * @param body the type that its body, or else its query, is bound to: a record with the same
   *     names, or {@link UploadedFile}
   * @param service returns the response body, a {@link Result}, or {@link NoContent}
   */
  public <B> void on(
      String operationId, Class<B> body, Function<Command<B>, ? extends Single<?>> service) {
    registry.add(operationId, body, verticle);
    consumers.add(bus.serve(operationId, service));
  }

  @CheckReturnValue
  Completable registration() {
    return Completable.merge(consumers);
  }
}
