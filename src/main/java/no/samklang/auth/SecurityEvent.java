package no.samklang.auth;

/** Types of security events. */
enum SecurityEvent {
  LOGIN,
  PASSWORD_WRONG,
  CODE_WRONG,
  CODE_EXPIRED,
  LOCKED,
  REFUSED_LOCKED,
  LOGGED_OUT,
  SESSION_ENDED,
  TERMS_ACCEPTED,
  TERMS_DECLINED,
  PASSWORD_CHANGED,
  PASSWORD_MAILED,
  ACCOUNT_CREATED,
  ACCOUNT_CHANGED,
  PASSWORD_GIVEN,
  ADDRESS_CHANGED,
  PERSON_READ,
  PERSON_DELETED,
  /** A coordinator or administrator has ended a lock. */
  UNLOCKED,
  /** An administrator has blocked the account (PERSON-9). */
  BLOCKED,
  UNBLOCKED,
  /** The right password of a blocked account. */
  REFUSED_BLOCKED,
  /** The mobile number gets no codes any more (PERSON-8). */
  PHONE_STOPPED,
  /** A change by another waits (PERSON-15). */
  CHANGE_ASKED,
  CHANGE_STOPPED,
  CHANGE_DONE,
  /** A second helper knows that it is the person who logs in (PERSON-15). */
  VOUCHED,
  /** The password and a code were given before a change of the own login (PERSON-14). */
  CONFIRMED,
  /** A download of the person's own data was asked for, and fetched (LAW-2). */
  DATA_ASKED,
  DATA_FETCHED
}
