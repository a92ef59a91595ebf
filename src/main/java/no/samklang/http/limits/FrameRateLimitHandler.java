package no.samklang.http.limits;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;
import no.samklang.concurrent.RateLimiter;

/**
 * Limits the frames of a WebSocket. Placed between the decoder and Vert.x, which answers each ping
 * at once and handles control frames outside its back-pressure.
 *
 * <p>While the channel isn't writable, nothing is read, and pings already read get no pong. Beyond
 * {@value #MAX_FRAMES_PER_MINUTE} frames a minute, more than the live socket tolerates before it
 * closes, reading stops.
 */
public final class FrameRateLimitHandler extends ChannelInboundHandlerAdapter {
  static final int MAX_FRAMES_PER_MINUTE = 100;

  private final RateLimiter frames =
      new RateLimiter(Clock.systemUTC(), MAX_FRAMES_PER_MINUTE, MAX_FRAMES_PER_MINUTE);
  private boolean exceeded;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    boolean writable = context.channel().isWritable();
    exceeded = exceeded || !frames.tryAcquire().isZero();
    if (exceeded || !writable) {
      context.channel().config().setAutoRead(false);
    }
    if (exceeded || (!writable && message instanceof PingWebSocketFrame)) {
      ReferenceCountUtil.release(message);
    } else {
      super.channelRead(context, message);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    context.channel().config().setAutoRead(!exceeded && context.channel().isWritable());
    super.channelWritabilityChanged(context);
  }
}
