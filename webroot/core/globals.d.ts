/** What boot.js leaves for the modules; absent in unit tests. */
declare var samklangBoot: { responses: Map<string, Promise<Response>>; submitted: boolean } | undefined;
