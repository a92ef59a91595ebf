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

/** An open socket keeps nothing of the request that opened it but what Vert.x holds on to. */
class IdleSocketIT {
  private static final int SOCKETS = 5;
  private static final List<String> OF_THE_REQUEST =
      List.of(
          "io.vertx.ext.web.impl.RoutingContextImpl",
          "no.samklang.http.Exchange",
          "no.samklang.http.RequestClock");
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void theRequestIsForgotten() throws JMException {
    TestClient client = server.loggedIn("planeier");
    String before = histogram();
    List<TestSocket> open = Stream.generate(client::live).limit(SOCKETS).toList();
    open.forEach(socket -> socket.next("hello"));
    String after = histogram();
    assertThat(OF_THE_REQUEST)
        .allSatisfy(
            type ->
                assertThat(count(after, type) - count(before, type)).as(type).isLessThan(SOCKETS));
    open.forEach(TestSocket::close);
  }

  /** What is in use, after a collection. */
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
