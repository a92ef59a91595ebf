package no.samklang.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Hangs up on an HTTP/1 client that doesn't finish the head or the body of a request in time,
 * however busily it drips; the idle time-out sees only silence. Stands behind the decoder: a read
 * that gave no message was a piece of a head or a body. A request that comes whole sets no timer.
 */
final class RequestClock extends ChannelInboundHandlerAdapter {
  private final Duration headTimeout;
  private final Duration bodyTimeout;
  private boolean inBody;
  private boolean heard;
  private boolean headRunning;
  private ScheduledFuture<?> deadline;

  RequestClock(Duration headTimeout, Duration bodyTimeout) {
    this.headTimeout = headTimeout;
    this.bodyTimeout = bodyTimeout;
  }

  /** A new connection owes a head. */
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    headRunning = true;
    start(context, headTimeout);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    heard = true;
    if (message instanceof HttpRequest) {
      inBody = true;
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
      start(context, bodyTimeout);
    } else if (!inBody && !heard && deadline == null) {
      headRunning = true;
      start(context, headTimeout);
    }
    heard = false;
    super.channelReadComplete(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stop();
  }

  private void start(ChannelHandlerContext context, Duration time) {
    deadline =
        context.executor().schedule(() -> hangUp(context), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stop() {
    headRunning = false;
    Future<?> running = deadline;
    deadline = null;
    if (running != null) {
      running.cancel(false);
    }
  }

  /** What has become a WebSocket owes no more requests. */
  @SuppressWarnings("FutureReturnValueIgnored") // closing what is closed does nothing
  private void hangUp(ChannelHandlerContext context) {
    if (context.pipeline().get(HttpRequestDecoder.class) != null) {
      context.close();
    }
  }
}
