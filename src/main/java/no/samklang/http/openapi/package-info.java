/** JSON Schemas of the contract, compiled once and used for requests and, in tests, answers. */
package no.samklang.http.openapi;
