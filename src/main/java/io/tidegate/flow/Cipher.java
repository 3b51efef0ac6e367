package io.tidegate.flow;

/**
 * Encryption of what is stored and must not be read by whoever reads the storage. What was sealed for one place opens
 * for no other: whoever can write rows cannot exchange them.
 */
public interface Cipher {
    /** @param row the primary key of the row, as text */
    byte[] seal(String table, String column, String row, byte[] plain);

    /** @throws Unopenable when it was sealed for another place, under a key that is not here, or changed */
    byte[] open(String table, String column, String row, byte[] sealed);

    /** Whether it is better sealed anew: it opens, under a key that will be removed. */
    boolean retired(byte[] sealed);

    /** What was stored cannot be opened; the message says why, and what to do. */
    final class Unopenable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unopenable(String message) {
            super(message);
        }
    }
}
