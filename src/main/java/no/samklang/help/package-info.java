/**
 * What help pages say of this installation (HELP-1, HELP-3): whom to ask, the accessibility
 * statement, and how long things are kept. The help itself is a part of the pages, in {@code
 * webroot/slices/help}: articles, lessons and news, a file for each language and section, and
 * pictures, which {@code HelpPicturesIT} takes of the real pages.
 */
package no.samklang.help;
