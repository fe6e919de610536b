package io.caravan.provider;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import java.util.Optional;

/** What a caller makes of an answer, whichever way it comes. */
record Heard(String content, String reasoning, Optional<FinishReason> finish, Optional<Usage> usage) {

    static Heard of(ChatResponse response) {
        ChatResponse.Choice choice = response.choices().getFirst();
        return new Heard(
                choice.message().content().orElse(""),
                choice.message().reasoning().orElse(""),
                choice.finishReason(),
                response.usage());
    }

    static Heard all(ChatStream stream) {
        Heard heard = new Heard("", "", Optional.empty(), Optional.empty());
        Optional<ChatChunk> chunk = stream.next();
        while (chunk.isPresent()) {
            heard = heard.and(chunk.get());
            chunk = stream.next();
        }
        return heard;
    }

    private Heard and(ChatChunk chunk) {
        Heard heard = new Heard(content, reasoning, finish, chunk.usage().or(() -> usage));
        for (ChatChunk.Choice choice : chunk.choices()) {
            heard = new Heard(
                    heard.content + choice.delta().content().orElse(""),
                    heard.reasoning + choice.delta().reasoning().orElse(""),
                    heard.finish.or(choice::finishReason),
                    heard.usage);
        }
        return heard;
    }
}
