/**
 * The municipality's register of persons: search, registration, change, deletion and pictures
 * (PERSON-1 to PERSON-7).
 *
 * <p>{@code PersonService} is the transactional API for other packages. Plans are read only to
 * decide who shares one with whom, and to mark them as changed.
 */
package no.samklang.person;
