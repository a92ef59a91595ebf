/**
 * What has been done in a plan, and who has seen what of it: the owner's own record of both.
 *
 * <p>What is done is written in the transaction that does it; what is seen is written behind.
 */
package no.samklang.log;
