package io.tidegate.sandbox.github;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Reads PKCS#1, by putting it into the PKCS#8 envelope that Java understands. */
final class Keys {
    private Keys() {}

    static PrivateKey privateKey(String pem) {
        byte[] pkcs1 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
        byte[] prefix = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
        byte[] inner = concat(prefix, der(0x04, pkcs1));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(0x30, inner)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] der(int tag, byte[] content) {
        return concat(
                new byte[] {(byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length}, content);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }
}
