/** A stand-in of Doppler: the one call that reads a config's secrets, its errors and limits, and its webhook. */
package io.tidegate.sandbox.doppler;
