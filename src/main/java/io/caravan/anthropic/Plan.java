package io.caravan.anthropic;

import io.caravan.chat.ChatRequest;
import io.caravan.provider.RoutedRequest;

/** What of a request's wishes its model can be given, and how. */
record Plan(ModelFamily family, Thinking thinking, JsonOutput output) {

    static Plan of(RoutedRequest routed) {
        ChatRequest chat = routed.chat();
        ModelFamily family = ModelFamily.of(routed.model());
        Thinking thinking = Thinking.of(chat, family);
        return new Plan(family, thinking, JsonOutput.of(chat, family, thinking));
    }
}
