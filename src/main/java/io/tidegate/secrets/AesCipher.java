package io.tidegate.secrets;

import io.tidegate.flow.Cipher;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM. Sealed is: the form (one byte), the key's id (4), a random nonce (12), ciphertext and tag. The form, the
 * key's id and the place are authenticated too.
 */
public final class AesCipher implements Cipher {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final byte FORM = 1;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final int HEAD = 1 + CipherKey.ID;
    private final CipherKey current;
    private final List<CipherKey> previous;
    private final SecureRandom random = new SecureRandom();

    /** @param previous open what they sealed, and seal nothing */
    public AesCipher(CipherKey current, List<CipherKey> previous) {
        this.current = current;
        this.previous = List.copyOf(previous);
    }

    @Override
    public byte[] seal(String table, String column, String row, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD).put(FORM).put(current.id()).array();
        try {
            javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance(ALGORITHM);
            cipher.init(javax.crypto.Cipher.ENCRYPT_MODE, current.key(), new GCMParameterSpec(TAG * 8, nonce));
            cipher.updateAAD(place(head, table, column, row));
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(HEAD + NONCE + sealed.length)
                    .put(head)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
        }
    }

    @Override
    public byte[] open(String table, String column, String row, byte[] sealed) {
        String where = table + "." + column;
        if (sealed.length < HEAD + NONCE + TAG || sealed[0] != FORM) {
            throw new Unopenable("What is stored in " + where + " has no form that this version knows: it is damaged,"
                    + " or of a newer version.");
        }
        CipherKey key = keyOf(sealed)
                .orElseThrow(() -> new Unopenable("What is stored in " + where + " was encrypted under the key "
                        + HexFormat.of().formatHex(sealed, 1, HEAD)
                        + ", which is not configured: set tidegate.encryption-key-previous to the key of that time."));
        try {
            javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance(ALGORITHM);
            cipher.init(
                    javax.crypto.Cipher.DECRYPT_MODE, key.key(), new GCMParameterSpec(TAG * 8, sealed, HEAD, NONCE));
            cipher.updateAAD(place(Arrays.copyOf(sealed, HEAD), table, column, row));
            return cipher.doFinal(sealed, HEAD + NONCE, sealed.length - HEAD - NONCE);
        } catch (GeneralSecurityException forged) {
            // The cause says no more than that the tag does not fit.
            throw new Unopenable("What is stored in " + where + " is not what was encrypted there: it was changed, or"
                    + " belongs to another row.");
        }
    }

    @Override
    public boolean retired(byte[] sealed) {
        return sealed.length >= HEAD && previous.stream().anyMatch(key -> has(key, sealed)) && !has(current, sealed);
    }

    private Optional<CipherKey> keyOf(byte[] sealed) {
        return has(current, sealed)
                ? Optional.of(current)
                : previous.stream().filter(key -> has(key, sealed)).findFirst();
    }

    private static boolean has(CipherKey key, byte[] sealed) {
        return Arrays.equals(key.id(), Arrays.copyOfRange(sealed, 1, HEAD));
    }

    /** Each name with its length before it, so that no two places are the same bytes. */
    private static byte[] place(byte[] head, String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head);
        for (String name : names) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            bytes.writeBytes(text);
        }
        return bytes.toByteArray();
    }
}
