package io.tidegate.sandbox.github;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registered App: its identity, keys, permissions and events. */
final class App {
    /** The id of its webhook. */
    static final long HOOK = 515_151;

    /** The same for each sandbox of a process: to make one takes long. */
    private static final KeyPair KEYS = generate();

    private final long id = 424_242;
    private final String webhookSecret = random(32);
    private Map<String, String> permissions = leastPermissions();
    private List<String> events = allEvents();

    long id() {
        return id;
    }

    String slug() {
        return "tidegate";
    }

    KeyPair keys() {
        return KEYS;
    }

    String webhookSecret() {
        return webhookSecret;
    }

    Map<String, String> permissions() {
        return permissions;
    }

    void permissions(Map<String, String> wanted) {
        permissions = Map.copyOf(wanted);
    }

    List<String> events() {
        return events;
    }

    void events(List<String> wanted) {
        events = List.copyOf(wanted);
    }

    private static List<String> allEvents() {
        return List.of(
                "check_run",
                "check_suite",
                "issue_comment",
                "merge_group",
                "pull_request",
                "pull_request_review",
                "push",
                "repository");
    }

    /** The private key as GitHub hands it out: PKCS#1, which Java's KeyFactory cannot read by itself. */
    String privateKeyPem() {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) KEYS.getPrivate();
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        List.of(
                        BigInteger.ZERO,
                        key.getModulus(),
                        key.getPublicExponent(),
                        key.getPrivateExponent(),
                        key.getPrimeP(),
                        key.getPrimeQ(),
                        key.getPrimeExponentP(),
                        key.getPrimeExponentQ(),
                        key.getCrtCoefficient())
                .forEach(number -> fields.writeBytes(der(0x02, number.toByteArray())));
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(0x30, fields.toByteArray()));
        return "-----BEGIN RSA PRIVATE KEY-----\n" + base64 + "\n-----END RSA PRIVATE KEY-----\n";
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - skip));
            out.write(length, skip, length.length - skip);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Map<String, String> leastPermissions() {
        Map<String, String> least = new LinkedHashMap<>();
        least.put("metadata", "read");
        least.put("contents", "read");
        least.put("pull_requests", "write");
        least.put("issues", "read");
        least.put("checks", "write");
        least.put("deployments", "write");
        least.put("statuses", "read");
        least.put("merge_queues", "read");
        least.put("members", "read");
        return least;
    }
}
