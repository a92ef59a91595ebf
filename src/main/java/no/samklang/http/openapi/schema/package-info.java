/** JSON Schemas of the contract, compiled once and used for requests and, in tests, responses. */
package no.samklang.http.openapi.schema;
