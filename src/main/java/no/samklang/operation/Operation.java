package no.samklang.operation;

/**
 * An operation of the contract.
 *
 * @param id its {@code operationId}, and its address on the event bus
 * @param successStatus the HTTP status of a successful response
 * @param reads the plan section recorded in the access log ({@code x-reads}); null for none
 */
public record Operation(String id, int successStatus, String reads) {}
