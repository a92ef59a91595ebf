package no.samklang.notification;

import io.vertx.core.net.NetServerOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that waits before each answer, and delivers a mail before it answers to it. */
final class SlowSmtpServer {
  private final Vertx vertx;
  private final Duration answerDelay;
  private final Duration textDelay;
  private final int port;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> text = new CopyOnWriteArrayList<>();
  private final AtomicInteger delivered = new AtomicInteger();

  /**
   * @param answerDelay before the greeting and the answer to a command
   * @param textDelay before the answer to the text
   */
  SlowSmtpServer(Vertx vertx, Duration answerDelay, Duration textDelay) {
    this.vertx = vertx;
    this.answerDelay = answerDelay;
    this.textDelay = textDelay;
    this.port =
        vertx
            .createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0))
            .connectHandler(this::accept)
            .rxListen()
            .blockingGet()
            .actualPort();
  }

  int port() {
    return port;
  }

  /** Commands of all connections, in order. */
  List<String> commands() {
    return commands;
  }

  /** Headers and texts of all mails. */
  String text() {
    return String.join("\n", text);
  }

  int delivered() {
    return delivered.get();
  }

  private void accept(NetSocket socket) {
    AtomicInteger data = new AtomicInteger();
    socket.handler(
        lines -> {
          for (String line : lines.toString().split("\r\n")) {
            receive(socket, line, data);
          }
        });
    answer(socket, "220 localhost", answerDelay);
  }

  private void receive(NetSocket socket, String line, AtomicInteger data) {
    if (data.get() == 0) {
      commands.add(line);
      data.set(line.equals("DATA") ? 1 : 0);
      answer(socket, line.equals("DATA") ? "354 go on" : "250 localhost", answerDelay);
    } else if (line.equals(".")) {
      data.set(0);
      delivered.incrementAndGet();
      answer(socket, "250 delivered", textDelay);
    } else {
      text.add(line);
    }
  }

  private void answer(NetSocket socket, String line, Duration delay) {
    vertx.setTimer(
        Math.max(1, delay.toMillis()), timer -> socket.getDelegate().write(line + "\r\n"));
  }
}
