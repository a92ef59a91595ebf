package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.UUID;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.bus.Bus;
import no.samklang.bus.Failure;
import no.samklang.consent.Consents.AddPaper;
import no.samklang.consent.Consents.OfPlan;
import no.samklang.consent.Consents.Paper;
import no.samklang.consent.Consents.PaperFile;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.pdf.PdfScreening;
import no.samklang.pdf.Verdict;

/** Keeps consents that were signed on paper (PART-4, DOC-3). */
@CheckReturnValue
final class PaperService {
  /** One is signed once; the rest is for scanning it anew. */
  private static final int MOST_PAPERS = 10;

  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final AccessLog seen;
  private final PdfScreening screening;
  private final ConsentRegister register;
  private final ConsentStore store;
  private final PlanLog log;

  PaperService(
      Database db, Bus bus, Clock clock, Access access, AccessLog seen, PdfScreening screening) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.seen = seen;
    this.screening = screening;
    this.register = new ConsentRegister(clock);
    this.store = new ConsentStore(access);
    this.log = new PlanLog(clock);
  }

  private record Kept(Paper paper, int version) {}

  /** Only for who may is a file looked into, and no connection is held meanwhile. */
  Single<Paper> add(AddPaper command) {
    return access
        .require(db, command.caller(), command.plan(), Right.RENEW_CONSENT)
        .flatMap(member -> store.current(db, command.plan()))
        .map(current -> current.orElseThrow(PaperService::none))
        .flatMap(consent -> judged(command).andThen(Single.defer(() -> kept(command, consent))))
        .doOnSuccess(
            kept -> bus.publish(new PlanChanged(command.plan(), "consent", kept.version())))
        .map(Kept::paper);
  }

  private Completable judged(AddPaper command) {
    return screening.judge(command.file()).doOnSuccess(PaperService::requirePlain).ignoreElement();
  }

  private Single<Kept> kept(AddPaper command, UUID consent) {
    return db.inTransaction(tx -> keep(tx, command, consent));
  }

  private static void requirePlain(Verdict verdict) {
    switch (verdict) {
      case NOT_A_PDF -> throw new Failure.Invalid("paper.invalid", "file", "paper.invalid");
      case TOO_COMPLICATED ->
          throw new Failure.Invalid("paper.tooComplicated", "file", "paper.tooComplicated");
      case ENCRYPTED -> throw new Failure.Invalid("paper.encrypted", "file", "paper.encrypted");
      case ACTIVE -> throw new Failure.Invalid("paper.active", "file", "paper.active");
      case PLAIN -> {}
    }
  }

  private Single<Kept> keep(Tx tx, AddPaper command, UUID consent) {
    Paper paper = new Paper(command.name(), clock.instant());
    return register
        .lock(tx, command.plan())
        .andThen(
            Single.defer(
                () -> access.require(tx, command.caller(), command.plan(), Right.RENEW_CONSENT)))
        .flatMap(member -> store.papers(tx, consent))
        .doOnSuccess(PaperService::requireRoom)
        .flatMap(there -> store.keepPaper(tx, command, consent, paper))
        .flatMap(kept -> kept ? note(tx, command) : stale(tx, command))
        .map(version -> new Kept(paper, version));
  }

  private static void requireRoom(long there) {
    if (there >= MOST_PAPERS) {
      throw new Failure.Invalid("paper.tooMany", "file", "paper.tooMany");
    }
  }

  private static Failure none() {
    return new Failure.Invalid("consent.none", "file", "consent.none");
  }

  /** It was signed for a consent that another has ended meanwhile. */
  private Single<Integer> stale(Tx tx, AddPaper command) {
    return store
        .read(tx, new OfPlan(command.caller(), command.plan()))
        .flatMap(page -> Single.error(new Failure.Conflict("version.stale", page.what())));
  }

  private Single<Integer> note(Tx tx, AddPaper command) {
    PersonId by = command.caller().person();
    return log.add(tx, new Entry(command.plan(), by, Event.CONSENT_PAPER_ADDED))
        .andThen(Single.defer(() -> register.changed(tx, command.plan(), by)));
  }

  Single<PaperFile> read(OfPlan question) {
    return store
        .paper(db, question)
        .map(
            found -> {
              PaperFile file = new PaperFile(found.what().orElseThrow(Failure.NotFound::new));
              seen.saw(question.caller(), found.member(), PlanSection.CONSENT_PAPER);
              return file;
            });
  }
}
