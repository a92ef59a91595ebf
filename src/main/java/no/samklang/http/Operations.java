package no.samklang.http;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The handlers of the contract's operations, by operation id. */
public final class Operations {
  private final Map<String, Function<Request, Single<Reply>>> handlers = new HashMap<>();

  /** Collects what the features serve. */
  static Operations of(List<Routes> features) {
    Operations operations = new Operations();
    features.forEach(feature -> feature.addTo(operations));
    return operations;
  }

  /**
   * Serves an operation.
   *
   * @throws IllegalStateException when it is served already
   */
  public void on(String operationId, Function<Request, Single<Reply>> handler) {
    if (handlers.putIfAbsent(operationId, handler) != null) {
      throw new IllegalStateException("Served twice: " + operationId);
    }
  }

  Map<String, Function<Request, Single<Reply>>> handlers() {
    return Map.copyOf(handlers);
  }
}
