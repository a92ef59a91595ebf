package no.samklang.bus;

/**
 * Something that has happened and is committed. Carries ids and times only, since it may cross
 * nodes.
 */
public interface Fact {}
