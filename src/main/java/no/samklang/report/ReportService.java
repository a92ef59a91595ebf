package no.samklang.report;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.access.AccessPolicy;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.organisation.OrganisationEvent;
import no.samklang.organisation.OrganisationLog;
import no.samklang.report.ReportRepository.FoundOrganisation;
import no.samklang.report.Reports.Report;
import no.samklang.report.Reports.ReportPeriod;
import no.samklang.report.Reports.ReportQuery;
import no.samklang.report.Reports.ReportedOrganisation;

/** Reports of an organisation and all below it, for its administrators (REP-1). */
@CheckReturnValue
final class ReportService {
  private final Database db;
  private final AccessPolicy access;
  private final OrganisationLog log;
  private final ReportRepository repository = new ReportRepository();

  ReportService(Database db, Clock clock) {
    this.db = db;
    this.access = new AccessPolicy(clock);
    this.log = new OrganisationLog(clock);
  }

  /**
   * The report, noted in the organisation's log; as a file for a client that asks for CSV. Fails
   * with {@link Failure.NotFound} for an organisation of another municipality, with {@code
   * access.denied} for one that the caller doesn't administer, and with {@code report.invalid}.
   */
  Single<Object> read(Command<ReportQuery> command) {
    return find(command)
        .map(report -> command.prefers(ReportCsv.MEDIA_TYPE) ? csv(command, report) : report);
  }

  private static Object csv(Command<?> command, Report report) {
    return new ReportCsv(command.language()).file(report);
  }

  private Single<Report> find(Command<ReportQuery> command) {
    ReportName name = ReportName.valueOf(command.path("name"));
    return repository
        .findOrganisation(db, command.caller(), command.body().organisation())
        .switchIfEmpty(Single.error(() -> missing(command.body())))
        .doOnSuccess(ReportService::requireAdministered)
        .map(FoundOrganisation::organisation)
        .flatMap(organisation -> count(command, name, organisation));
  }

  private Single<Report> count(
      Command<ReportQuery> command, ReportName name, ReportedOrganisation organisation) {
    ReportPeriod period = ReportPeriodPolicy.require(command.body(), access.today());
    return note(command, name, organisation)
        .andThen(Single.defer(() -> repository.count(db, name, organisation, period)))
        .map(
            counted ->
                new Report(
                    name,
                    organisation,
                    period.from(),
                    period.to(),
                    ReportTable.columns(name),
                    ReportTable.rows(name, counted)));
  }

  private Completable note(Command<?> command, ReportName name, ReportedOrganisation organisation) {
    return log.add(
        db,
        organisation.id(),
        command.caller().person(),
        OrganisationEvent.REPORT_READ,
        name.name());
  }

  private static void requireAdministered(FoundOrganisation found) {
    if (!found.administers()) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  private static Failure missing(ReportQuery query) {
    return query.organisation() == null
        ? new Failure.Forbidden("access.denied")
        : new Failure.NotFound();
  }
}
