/**
 * The municipality's register of persons: searching it, registering, changing and deleting who is
 * in it, and their pictures (PERSON-1 to PERSON-7).
 *
 * <p>{@code PersonRegister} is what other slices do with it in transactions of their own. It knows
 * no plan but as far as it must be known who shares one with whom.
 */
package no.samklang.person;
