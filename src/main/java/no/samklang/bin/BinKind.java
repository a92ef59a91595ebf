package no.samklang.bin;

/** The kinds of elements that can be deleted and restored (GOAL-7). */
public enum BinKind {
  GOAL,
  ACTIVITY,
  COMMENT,
  EVENT,
  DOCUMENT,
  SURVEY_STATUS,
  SPECIALIST_PLAN,
  MEETING
}
