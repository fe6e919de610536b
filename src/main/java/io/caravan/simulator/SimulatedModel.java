package io.caravan.simulator;

import java.util.List;
import java.util.stream.Stream;

/**
 * A model that the simulator lists. Over HTTP every name is understood; these are for those who choose from a list, and
 * some bear the names that a provider's models have, since not every program believes others.
 *
 * @param family whose models are called so, empty for all
 */
record SimulatedModel(String name, String displayName, String family, Kind kind) {

    /** What a model is for. */
    enum Kind {
        CHAT,
        EMBEDDING,
        RERANK,
        OTHER
    }

    static final int CONTEXT_WINDOW = 128_000;
    static final int MAX_OUTPUT = 100_000;

    static final List<SimulatedModel> ALL = List.of(
            chat("echo", "Echo", ""),
            chat("lorem", "Lorem ipsum", ""),
            chat("lorem-think", "Lorem ipsum, thoughtful", ""),
            chat("gpt-echo", "GPT Echo", "openai"),
            chat("gpt-lorem", "GPT Lorem ipsum", "openai"),
            other("text-embedding-3-small", "openai", Kind.EMBEDDING),
            other("whisper-1", "openai", Kind.OTHER),
            other("tts-1", "openai", Kind.OTHER),
            other("gpt-image-1", "openai", Kind.OTHER),
            other("gpt-4o-realtime-preview", "openai", Kind.OTHER),
            other("omni-moderation-latest", "openai", Kind.OTHER),
            chat("claude-echo", "Claude Echo", "anthropic"),
            chat("claude-lorem-think", "Claude Lorem ipsum", "anthropic"),
            chat("gemini-echo", "Gemini Echo", "gemini"),
            chat("gemini-lorem-think", "Gemini Lorem ipsum", "gemini"),
            other("gemini-embedding-001", "gemini", Kind.EMBEDDING),
            other("imagen-4.0-generate-001", "gemini", Kind.OTHER),
            chat("gemini-2.5-flash-preview-tts", "Gemini Speech", "gemini"),
            chat("command-echo", "Command Echo", "cohere"),
            chat("command-lorem", "Command Lorem ipsum", "cohere"),
            other("embed-v4.0", "cohere", Kind.EMBEDDING),
            other("rerank-v3.5", "cohere", Kind.RERANK));

    private static SimulatedModel chat(String name, String displayName, String family) {
        return new SimulatedModel(name, displayName, family, Kind.CHAT);
    }

    private static SimulatedModel other(String name, String family, Kind kind) {
        return new SimulatedModel(name, name, family, kind);
    }

    /** The models that can be had everywhere, and those that are called as a family's are. */
    static List<SimulatedModel> of(String family) {
        return Stream.of("", family)
                .distinct()
                .flatMap(one -> ALL.stream().filter(model -> model.family().equals(one)))
                .toList();
    }

    boolean chats() {
        return kind == Kind.CHAT;
    }
}
