package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer that takes nothing, or sends too much, is read no more. */
final class FrameGuardTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new FrameGuard());

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void whoTakesWhatIsWrittenIsAnswered() {
    PingWebSocketFrame ping = new PingWebSocketFrame();
    channel.writeInbound(ping);
    assertThat(channel.<WebSocketFrame>readInbound()).isSameAs(ping);
    assertThat(channel.config().isAutoRead()).isTrue();
    ping.release();
  }

  @Test
  void whoDoesNotIsReadNoMoreUntilItDoes() {
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
  void whoSendsTooManyIsReadNoMore() {
    int most = FrameGuard.MAX_FRAMES_PER_MINUTE;
    for (int i = 0; i < 3 * most; i++) {
      channel.writeInbound(new PongWebSocketFrame());
    }
    assertThat(channel.inboundMessages()).hasSizeBetween(most, most + 1);
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
