package no.samklang.operation;

/**
 * An operation, as the contract describes it.
 *
 * @param id its {@code operationId}, and its address on the event bus
 * @param successStatus the HTTP status of an answer that is no failure
 * @param reads the section of the plan that the access log notes ({@code x-reads}); null for none
 */
public record Operation(String id, int successStatus, String reads) {}
