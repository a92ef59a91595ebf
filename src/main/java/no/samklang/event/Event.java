package no.samklang.event;

/** A committed change. Carries ids and times only, since it may cross nodes. */
public interface Event {}
