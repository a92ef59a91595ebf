package no.samklang.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;
import no.samklang.work.Allowance;

/**
 * Bounds what the frames of one WebSocket may fill, of whatever kind; stands between their decoder
 * and Vert.x, which answers each ping at once and takes control frames past its own back-pressure.
 *
 * <p>While what was written waits for the network, nothing is read, and pings that were read
 * already get no answer. Beyond {@value #MAX_FRAMES_PER_MINUTE} frames a minute, which is more than
 * a live socket lets be before it ends the connection, nothing is taken any more.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
  static final int MAX_FRAMES_PER_MINUTE = 100;

  private final Allowance frames =
      new Allowance(Clock.systemUTC(), MAX_FRAMES_PER_MINUTE, MAX_FRAMES_PER_MINUTE);
  private boolean over;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    boolean writable = context.channel().isWritable();
    over = over || !frames.take().isZero();
    if (over || !writable) {
      context.channel().config().setAutoRead(false);
    }
    if (over || (!writable && message instanceof PingWebSocketFrame)) {
      ReferenceCountUtil.release(message);
    } else {
      super.channelRead(context, message);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    context.channel().config().setAutoRead(!over && context.channel().isWritable());
    super.channelWritabilityChanged(context);
  }
}
