package no.samklang.auth;

import java.time.Duration;
import java.util.List;
import no.samklang.access.PlanReads;
import no.samklang.auth.AccountMessages.AccountConcernFilter;
import no.samklang.auth.AccountMessages.BlockReason;
import no.samklang.auth.AccountMessages.ConfirmationCode;
import no.samklang.auth.AccountMessages.NewOwnAddress;
import no.samklang.auth.AccountMessages.OwnAccountChange;
import no.samklang.auth.AccountMessages.OwnPassword;
import no.samklang.auth.AccountMessages.ParticipantAccountChange;
import no.samklang.auth.AddressStopService.StopLink;
import no.samklang.auth.AuthMessages.CodeAnswer;
import no.samklang.auth.AuthMessages.Credentials;
import no.samklang.auth.AuthMessages.ForgottenPassword;
import no.samklang.auth.AuthMessages.PasswordChange;
import no.samklang.auth.AuthMessages.TermsAnswer;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.print.PdfPrinter;
import no.samklang.retention.RetentionRule;

/**
 * Operations on login, sessions, accounts and passwords (LOGIN-1 to LOGIN-10, PERSON-1, PERSON-8 to
 * PERSON-12).
 */
public final class AuthVerticle extends FeatureVerticle {
  private final LoginService logins;
  private final PendingCodeService pending;
  private final SessionService sessions;
  private final PasswordService passwords;
  private final OwnAccountService accounts;
  private final OwnConfirmationService confirmations;
  private final ParticipantAccountService participants;
  private final PersonAccountService persons;
  private final AccountBlockService blocks;
  private final AccountUnlockService unlocks;
  private final AccountVouchService vouchers;
  private final TestNoticeService tests;
  private final ParticipantAccountQuery participantAccounts;
  private final AccountListQuery concerns;
  private final CardReadQuery cardReads;
  private final AddressStopService addressStops;
  private final KnownDeviceService devices;
  private final StartSheetService startSheets;

  public AuthVerticle(
      Platform platform, AuthContext context, PlanReads planReads, PdfPrinter printer) {
    super(platform);
    this.logins = new LoginService(context);
    this.pending = new PendingCodeService(context);
    this.sessions = new SessionService(context);
    this.passwords = new PasswordService(context);
    this.accounts = new OwnAccountService(context);
    this.confirmations = new OwnConfirmationService(context);
    this.participants = new ParticipantAccountService(context);
    this.persons = new PersonAccountService(context);
    this.blocks = new AccountBlockService(context);
    this.unlocks = new AccountUnlockService(context);
    this.vouchers = new AccountVouchService(context);
    this.tests = new TestNoticeService(context);
    this.participantAccounts = new ParticipantAccountQuery(planReads, context.clock());
    this.concerns = new AccountListQuery(context.db(), context.clock());
    this.cardReads = new CardReadQuery(context.db());
    this.addressStops = new AddressStopService(context);
    this.devices = new KnownDeviceService(context);
    this.startSheets = new StartSheetService(context, printer);
  }

  /**
   * Devices on which nobody has logged in for long are forgotten (LAW-3), and start sheets that
   * nobody fetched in time (PERSON-11).
   */
  public static List<RetentionRule> retentionRules(Duration deviceAge) {
    return List.of(
        new RetentionRule("known devices", deviceAge, new KnownDeviceRepository()::deleteBefore),
        new RetentionRule("start sheets", Duration.ZERO, StartSheetRepository::deleteExpired));
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("login", Credentials.class, logins::login);
    operations.on("pendingCode", pending::find);
    operations.on("resendCode", pending::resend);
    operations.on("cancelLogin", pending::cancel);
    operations.on("loginCode", CodeAnswer.class, logins::verifyCode);
    operations.on("answerTerms", TermsAnswer.class, sessions::answerTerms);
    operations.on("forgotPassword", ForgottenPassword.class, passwords::forgot);
    operations.on("logout", sessions::logout);
    operations.on("me", sessions::profile);
    operations.on("stayLoggedIn", sessions::stayLoggedIn);
    operations.on("changePassword", PasswordChange.class, passwords::change);
    operations.on("startConfirmation", OwnPassword.class, confirmations::start);
    operations.on("sendCodeToAddress", NewOwnAddress.class, confirmations::sendToAddress);
    operations.on("confirmWithCode", ConfirmationCode.class, confirmations::confirm);
    operations.on("changeMyAccount", OwnAccountChange.class, accounts::change);
    operations.on("changeParticipantAccount", ParticipantAccountChange.class, participants::change);
    operations.on("readPersonAccount", persons::get);
    operations.on("changePersonAccount", ParticipantAccountChange.class, persons::change);
    operations.on("unlockPersonAccount", unlocks::unlockPerson);
    operations.on("unlockParticipantAccount", unlocks::unlockParticipant);
    operations.on("vouchForPerson", vouchers::vouchForPerson);
    operations.on("vouchForParticipant", vouchers::vouchForParticipant);
    operations.on("blockPersonAccount", BlockReason.class, blocks::block);
    operations.on("unblockPersonAccount", blocks::unblock);
    operations.on("readParticipantAccount", participantAccounts::get);
    operations.on("planAccounts", participantAccounts::list);
    operations.on("listAccounts", AccountConcernFilter.class, concerns::list);
    operations.on("readStartSheet", startSheets::fetch);
    operations.on("sendTestNotice", tests::send);
    operations.on("mySessions", sessions::list);
    operations.on("endSession", sessions::end);
    operations.on("myCardReads", cardReads::find);
    operations.on("myDevices", devices::list);
    operations.on("forgetDevice", devices::forget);
    operations.on("myWaitingAddresses", addressStops::list);
    operations.on("stopMyWaitingAddresses", addressStops::stop);
    operations.on("withdrawWaitingAddresses", addressStops::withdraw);
    operations.on("stopWaitingAddress", StopLink.class, addressStops::stopByLink);
  }
}
