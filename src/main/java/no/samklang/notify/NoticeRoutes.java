package no.samklang.notify;

import io.reactivex.rxjava3.core.Single;
import no.samklang.bus.Bus;
import no.samklang.db.Keyset.Wanted;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.notify.Notices.ListFailed;
import no.samklang.notify.Notices.Resend;
import no.samklang.notify.Notices.ResendAll;

/** Failed notices over HTTP. */
public final class NoticeRoutes implements Routes {
  private final Bus bus;

  public NoticeRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on("listFailedNotices", this::list);
    operations.on("resendNotice", this::resend);
    operations.on("resendAllNotices", this::resendAll);
  }

  private Single<Reply> list(Request request) {
    Wanted page =
        new Wanted(
            request.query("sort").orElse("-failedAt"), request.limit(), request.query("after"));
    return bus.ask(Notices.FAILED, new ListFailed(request.caller(), page)).map(Reply::ok);
  }

  private Single<Reply> resend(Request request) {
    return bus.ask(Notices.RESEND, new Resend(request.caller(), request.id("noticeId")))
        .map(Reply::ok);
  }

  private Single<Reply> resendAll(Request request) {
    return bus.ask(Notices.RESEND_ALL, new ResendAll(request.caller())).map(Reply::ok);
  }
}
