/** Real git objects in memory: blobs, trees and commits under the names that git gives them, with diff, merge and archive. */
package io.tidegate.sandbox.git;
