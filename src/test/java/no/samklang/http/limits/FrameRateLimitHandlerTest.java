package no.samklang.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reading stops for a peer that doesn't read, or sends too many frames. */
final class FrameRateLimitHandlerTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new FrameRateLimitHandler());

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aPeerThatReadsGetsPongs() {
    PingWebSocketFrame ping = new PingWebSocketFrame();
    channel.writeInbound(ping);
    assertThat(channel.<WebSocketFrame>readInbound()).isSameAs(ping);
    assertThat(channel.config().isAutoRead()).isTrue();
    ping.release();
  }

  @Test
  void readingStopsWhileThePeerDoesNotRead() {
    writable(false);
    assertThat(channel.config().isAutoRead()).isFalse();
    PingWebSocketFrame ping = new PingWebSocketFrame();
    TextWebSocketFrame text = new TextWebSocketFrame("{}");
    channel.writeInbound(ping, text);
    assertThat(channel.<WebSocketFrame>readInbound()).isSameAs(text);
    assertThat(ping.refCnt()).isZero();
    text.release();
    writable(true);
    assertThat(channel.config().isAutoRead()).isTrue();
    channel.writeInbound(new PingWebSocketFrame());
    assertThat(channel.inboundMessages()).hasSize(1);
  }

  @Test
  void readingStopsAboveTheFrameRate() {
    int max = FrameRateLimitHandler.MAX_FRAMES_PER_MINUTE;
    for (int i = 0; i < 3 * max; i++) {
      channel.writeInbound(new PongWebSocketFrame());
    }
    assertThat(channel.inboundMessages()).hasSizeBetween(max, max + 1);
    assertThat(channel.config().isAutoRead()).isFalse();
    writable(false);
    writable(true);
    assertThat(channel.config().isAutoRead()).isFalse();
  }

  private void writable(boolean writable) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }
}
