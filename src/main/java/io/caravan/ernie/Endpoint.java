package io.caravan.ernie;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;

/**
 * Where a model is called: the only place in a request that names it.
 *
 * @see <a href="https://cloud.baidu.com/doc/WENXINWORKSHOP/s/Nlks5zkzu">The models and their addresses</a>
 */
final class Endpoint {

    private static final String ROOT = "/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/";

    /** Anything else could lead to another path. */
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789.-_";

    /** The models whose address is not their name. */
    private static final Map<String, String> NAMES = Map.of(
            "ernie-4.0-8k", "completions_pro",
            "ernie-4.0-8k-preview-0518", "completions_adv_pro",
            "ernie-3.5-8k", "completions",
            "ernie-speed-8k", "ernie_speed",
            "ernie-lite-8k-0922", "eb-instant",
            "ernie-lite-8k-0308", "ernie-lite-8k",
            "ernie-character-8k", "ernie-char-8k",
            "ernie-functions-8k", "ernie-func-8k");

    private Endpoint() {}

    /** The path and query below the provider's base URL; the provider's key there is an access token. */
    static String path(RoutedRequest routed) {
        String name = routed.model().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || !name.chars().allMatch(c -> PLAIN.indexOf(c) >= 0)) {
            throw GatewayException.invalid(
                    "model", "an ERNIE model's name has only letters, digits, dots, hyphens and underscores");
        }
        String token = URLEncoder.encode(routed.provider().key().orElse(""), UTF_8);
        return ROOT + NAMES.getOrDefault(name, name) + "?access_token=" + token;
    }
}
