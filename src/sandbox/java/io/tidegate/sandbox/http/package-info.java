/** A small HTTP server over the JDK: routes, requests, answers, and routes that a test can hold. */
package io.tidegate.sandbox.http;
