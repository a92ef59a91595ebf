package no.samklang.http.limits;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Closes an HTTP/1 connection whose request head isn't complete in time, or whose body is received
 * too slowly (slow loris); the idle time-out only detects silence. Placed after the decoder: a read
 * that yields no message was part of a head or body. A request read at once starts no timer.
 */
public final class RequestReadTimeoutHandler extends ChannelInboundHandlerAdapter {
  private final Duration headTimeout;
  private final BodyRate bodyRate;
  private boolean inBody;
  private long bodyBytes;
  private boolean received;
  private boolean headRunning;
  private ScheduledFuture<?> deadline;

  RequestReadTimeoutHandler(Duration headTimeout, BodyRate bodyRate) {
    this.headTimeout = headTimeout;
    this.bodyRate = bodyRate;
  }

  /** A new connection must send a head. */
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    headRunning = true;
    start(context, headTimeout, this::close);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    received = true;
    if (message instanceof HttpRequest) {
      inBody = true;
    }
    if (message instanceof HttpContent part) {
      bodyBytes += part.content().readableBytes();
    }
    if (message instanceof LastHttpContent) {
      inBody = false;
      stop();
    }
    super.channelRead(context, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (inBody && (deadline == null || headRunning)) {
      stop();
      startBodyPeriod(context);
    } else if (!inBody && !received && deadline == null) {
      headRunning = true;
      start(context, headTimeout, this::close);
    }
    received = false;
    super.channelReadComplete(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stop();
  }

  private void startBodyPeriod(ChannelHandlerContext context) {
    bodyBytes = 0;
    start(context, bodyRate.period(), this::continueIfFastEnough);
  }

  private void continueIfFastEnough(ChannelHandlerContext context) {
    if (bodyRate.isReached(bodyBytes)) {
      startBodyPeriod(context);
    } else {
      close(context);
    }
  }

  private void start(
      ChannelHandlerContext context, Duration time, Consumer<ChannelHandlerContext> onTimeout) {
    deadline =
        context
            .executor()
            .schedule(() -> onTimeout.accept(context), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stop() {
    headRunning = false;
    Future<?> running = deadline;
    deadline = null;
    if (running != null) {
      running.cancel(false);
    }
  }

  /** A WebSocket sends no more requests. */
  @SuppressWarnings("FutureReturnValueIgnored") // closing twice does nothing
  private void close(ChannelHandlerContext context) {
    if (context.pipeline().get(HttpRequestDecoder.class) != null) {
      context.close();
    }
  }
}
