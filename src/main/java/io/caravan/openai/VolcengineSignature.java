package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How requests to Volcengine's management are signed.
 *
 * @param access the access key, which is sent
 * @param secret what is signed with, which is not
 * @see <a href="https://www.volcengine.com/docs/6369/67269">The signature</a>
 */
record VolcengineSignature(String access, String secret, String region, String service) {

    private static final String ALGORITHM = "HMAC-SHA256";
    private static final String HMAC = "HmacSHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * What is signed of a request.
     *
     * @param path begins with a slash
     * @param query its options in the order of their names, encoded
     * @param headers those that may not be changed on the way, the host among them, in lower case
     */
    record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {

        private SortedMap<String, String> headers(String time) {
            SortedMap<String, String> all = new TreeMap<>(headers);
            all.put("x-date", time);
            all.put("x-content-sha256", hash(body));
            return all;
        }

        private String canonical(SortedMap<String, String> signed) {
            String lines = signed.entrySet().stream()
                    .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                    .collect(Collectors.joining());
            return String.join("\n", method, path, query, lines, names(signed), hash(body));
        }
    }

    /** The headers to send beside those that are signed. */
    Map<String, String> headers(Request request, Instant now) {
        String time = TIME.format(now);
        String scope = time.substring(0, 8) + "/" + region + "/" + service + "/request";
        SortedMap<String, String> signed = request.headers(time);
        String canonical = request.canonical(signed);
        String text = String.join("\n", ALGORITHM, time, scope, hash(canonical.getBytes(UTF_8)));
        return Map.of(
                "X-Date",
                time,
                "X-Content-Sha256",
                hash(request.body()),
                "Authorization",
                "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(ALGORITHM, access, scope, names(signed), signature(scope, text)));
    }

    private static String names(SortedMap<String, String> signed) {
        return String.join(";", signed.keySet());
    }

    private String signature(String scope, String text) {
        byte[] key = secret.getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "the signature of an access key for " + service;
    }
}
