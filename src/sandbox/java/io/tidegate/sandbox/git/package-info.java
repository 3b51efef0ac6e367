/** Real git objects in memory: blobs, trees and commits named as git names them; diff, merge, archive. */
package io.tidegate.sandbox.git;
