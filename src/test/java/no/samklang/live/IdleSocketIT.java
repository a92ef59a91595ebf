package no.samklang.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An open socket doesn't retain objects of its upgrade request. */
class IdleSocketIT {
  private static final int SOCKETS = 5;
  private static final List<String> REQUEST_TYPES =
      List.of(
          "io.vertx.ext.web.impl.RoutingContextImpl",
          "no.samklang.http.RequestContext",
          "no.samklang.http.limits.RequestReadTimeoutHandler");
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void upgradeRequestIsCollected() throws JMException {
    TestClient client = server.loggedIn("planeier");
    String before = histogram();
    List<TestSocket> open = Stream.generate(client::openSocket).limit(SOCKETS).toList();
    open.forEach(socket -> socket.next("hello"));
    String after = histogram();
    assertThat(REQUEST_TYPES)
        .allSatisfy(
            type ->
                assertThat(count(after, type) - count(before, type)).as(type).isLessThan(SOCKETS));
    open.forEach(TestSocket::close);
  }

  /** The live objects by class, after a garbage collection. */
  private static String histogram() throws JMException {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {null},
                new String[] {String[].class.getName()});
  }

  private static long count(String histogram, String type) {
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 3 && words[3].equals(type))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }
}
