package io.caravan.anthropic;

import io.caravan.chat.ChatRequest;
import io.caravan.provider.RoutedRequest;
import java.util.Optional;

/**
 * What of a request's wishes its model can be given, and how.
 *
 * @param wanted the choice among tools as the caller made it
 * @param choice the choice among tools that the model is given
 */
record Plan(
        ModelFamily family,
        Thinking thinking,
        JsonOutput output,
        Optional<CallChoice> wanted,
        Optional<CallChoice> choice) {

    static Plan of(RoutedRequest routed) {
        ChatRequest chat = routed.chat();
        ModelFamily family = ModelFamily.of(routed.model());
        Optional<CallChoice> wanted = CallChoice.of(chat.tools());
        boolean forced = wanted.filter(CallChoice::forces).isPresent();
        Thinking thinking = Thinking.of(chat, family, forced);
        Optional<CallChoice> choice = thinking.on() ? wanted.map(CallChoice::unforced) : wanted;
        return new Plan(family, thinking, JsonOutput.of(chat, family, thinking.on(), choice), wanted, choice);
    }
}
