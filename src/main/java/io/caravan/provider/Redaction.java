package io.caravan.provider;

import java.net.URI;
import java.util.regex.Pattern;

/** Takes secrets and addresses out of a text that is passed on to a caller. */
public final class Redaction {

    private static final String HIDDEN = "***";
    private static final int LONGEST = 4000;
    private static final Pattern SECRETS =
            Pattern.compile("(?i)(\\bBearer\\s+|[?&](?:key|api_key|access_token|client_id|client_secret)=)[^\\s\"'&]+"
                    + "|\\b(?:sk|pk|rk|gsk|xai|app|bce-v3)[-_/][A-Za-z0-9_*./-]{8,}|\\bAIza[A-Za-z0-9_-]{8,}"
                    + "|\\b24\\.[A-Za-z0-9_-]{16,}[A-Za-z0-9_.-]*");

    private Redaction() {}

    /** The text without the provider's key and host, without anything shaped like a key, and not longer than 4,000 characters. */
    public static String of(String text, Provider provider) {
        String clean = text;
        for (String secret : provider.key().orElse("").split(" ", -1)) {
            clean = secret.isBlank() ? clean : clean.replace(secret, HIDDEN);
        }
        clean = clean.replace(provider.baseUrl(), provider.id()).replace(authority(provider), provider.id());
        clean = SECRETS.matcher(clean).replaceAll(match -> match.group(1) == null ? HIDDEN : match.group(1) + HIDDEN);
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }

    private static String authority(Provider provider) {
        String authority = URI.create(provider.baseUrl()).getAuthority();
        return authority == null ? provider.baseUrl() : authority;
    }
}
