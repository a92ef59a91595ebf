-- An administrator opens a locked account before the lock ends by itself (LOGIN-2, LOGIN-10).
alter table security_event
  drop constraint security_event_event_check,
  add constraint security_event_event_check
    check (event in ('LOGIN', 'PASSWORD_WRONG', 'CODE_WRONG', 'CODE_EXPIRED', 'LOCKED', 'REFUSED_LOCKED', 'LOGGED_OUT',
      'SESSION_ENDED', 'TERMS_ACCEPTED', 'TERMS_DECLINED', 'PASSWORD_CHANGED', 'PASSWORD_MAILED',
      'ACCOUNT_CREATED', 'ACCOUNT_CHANGED', 'PASSWORD_GIVEN', 'ADDRESS_CHANGED', 'PERSON_READ', 'PERSON_DELETED', 'UNLOCKED'))
    not valid; -- nothing stored can break it: a scan would hold up logins
