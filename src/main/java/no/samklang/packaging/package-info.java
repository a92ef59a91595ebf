/**
 * Build steps that Maven runs after compilation: resources in the form that the service reads and
 * serves fastest. Not used at run time.
 */
package no.samklang.packaging;
