package io.caravan.gemini;

import static io.caravan.gemini.GenerateContentRequest.extension;

import io.caravan.chat.ChatRequest;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.Tool;
import java.util.Set;
import java.util.SortedSet;

/** What a caller asked for and Gemini is not told. */
final class DroppedMembers {

    private static final Set<String> TOLD = Set.of(
            "temperature",
            "top_p",
            "n",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "stop",
            "max_tokens",
            "max_completion_tokens",
            "response_format",
            "stream_options",
            "tools",
            "top_k",
            "topK",
            "logprobs",
            "top_logprobs",
            "modalities",
            "thinking_config",
            "thinkingConfig",
            "safety_settings",
            "safetySettings",
            "speech_config",
            "speechConfig",
            "image_config",
            "imageConfig",
            "media_resolution",
            "mediaResolution",
            "cached_content",
            "cachedContent");

    private DroppedMembers() {}

    /** The names of the members that the body for this model does not tell. */
    static SortedSet<String> of(ChatRequest chat, ModelFamily family) {
        SortedSet<String> dropped = chat.members();
        dropped.removeAll(TOLD);
        dropped.removeIf(name -> toldHere(name, chat, family));
        return dropped;
    }

    private static boolean toldHere(String name, ChatRequest chat, ModelFamily family) {
        return switch (name) {
            case "reasoning_effort" ->
                chat.reasoningEffort()
                        .filter(effort -> told(effort, chat, family))
                        .isPresent();
            case "tool_choice" -> chat.tools().definitions().stream().anyMatch(Tool.Function.class::isInstance);
            // That several may be called at once goes without saying.
            case "parallel_tool_calls" -> chat.tools().parallel().orElse(true);
            case "web_search_options" -> ToolList.searches(chat, family) || unset(name, chat);
            default -> unset(name, chat);
        };
    }

    /** A caller's own {@code thinkingConfig} counts more, unless it says the same; that a model shall not think which never does is no loss. */
    private static boolean told(ReasoningEffort effort, ChatRequest chat, ModelFamily family) {
        if (family.thinking().config(effort).isEmpty()) {
            return effort == ReasoningEffort.NONE;
        }
        return extension(chat.extras(), "thinking_config", "thinkingConfig").isEmpty()
                || chat.natives().restated().contains("thinkingConfig");
    }

    private static boolean unset(String name, ChatRequest chat) {
        return chat.extras().containsKey(name) && extension(chat.extras(), name).isEmpty();
    }
}
