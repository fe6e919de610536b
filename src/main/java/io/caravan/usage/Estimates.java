package io.caravan.usage;

import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingInput;
import io.caravan.provider.Routed;
import io.caravan.provider.RoutedEmbedding;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.RoutedRequest;

/** Token counts for calls whose provider tells none: text is counted, all else has a fixed number. */
public final class Estimates {

    /**
     * What stands around a message, and before an answer.
     *
     * @see <a href="https://developers.openai.com/cookbook/examples/how_to_count_tokens_with_tiktoken">Counting
     *     tokens</a>
     */
    private static final int AROUND_MESSAGE = 3;

    /** A picture of 1024 × 1024 at OpenAI's. */
    private static final int PICTURE = 765;

    /** The same with the detail low. */
    private static final int SMALL_PICTURE = 85;

    private static final int LONGEST_PROMPT = 1 << 20;
    private static final int LONGEST_ANSWER = 1 << 20;

    private final Tokenizer tokenizer;

    public Estimates(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** What a call takes that has answered so. */
    Usage usage(Routed routed, SampledText produced) {
        return Usage.estimate(prompt(routed), tokens(produced));
    }

    int tokens(SampledText text) {
        return text.tokens(tokenizer);
    }

    /** What goes in. */
    int prompt(Routed routed) {
        SampledText text = new SampledText(LONGEST_PROMPT);
        int beside = switch (routed) {
            case RoutedRequest request -> add(request.chat(), text);
            case RoutedEmbedding request ->
                request.embedding().inputs().stream()
                        .mapToInt(input -> add(input, text))
                        .sum();
            case RoutedListing _ -> 0;
        };
        return Math.addExact(beside, tokens(text));
    }

    /** Adds what is text, and gives the number of all that is not. */
    private static int add(ChatRequest chat, SampledText text) {
        int beside = AROUND_MESSAGE;
        for (Message message : chat.messages()) {
            beside += AROUND_MESSAGE + add(message, text);
        }
        for (Tool tool : chat.tools().definitions()) {
            text.add(declaration(tool));
        }
        chat.responseFormat().ifPresent(format -> {
            if (format instanceof ResponseFormat.JsonSchema schema) {
                text.add(schema.schema().toString());
            }
        });
        return beside;
    }

    private static int add(Message message, SampledText text) {
        int beside = 0;
        for (Content part : message.content()) {
            beside += add(part, text);
        }
        message.name().ifPresent(text::add);
        message.reasoning().ifPresent(text::add);
        message.toolCalls().forEach(call -> add(call, text));
        return beside;
    }

    private static int add(Content part, SampledText text) {
        return switch (part) {
            case Content.Text(String words, var _) -> {
                text.add(words);
                yield 0;
            }
            case Content.Refusal(String words) -> {
                text.add(words);
                yield 0;
            }
            case Content.Image image -> image.detail().filter("low"::equals).isPresent() ? SMALL_PICTURE : PICTURE;
            case Content.Audio _, Content.Document _, Content.Unknown _ -> PICTURE;
        };
    }

    private static int add(EmbeddingInput input, SampledText text) {
        return switch (input) {
            case EmbeddingInput.Text(String words) -> {
                text.add(words);
                yield 0;
            }
            case EmbeddingInput.Tokens tokens -> tokens.tokens().size();
        };
    }

    private static String declaration(Tool tool) {
        return switch (tool) {
            case Tool.Function function ->
                function.name()
                        + function.description().orElse("")
                        + function.parameters().map(Object::toString).orElse("");
            case Tool.Other other -> other.raw().toString();
        };
    }

    private static void add(ToolCall call, SampledText text) {
        text.add(call.name());
        text.add(call.arguments());
    }

    /** All that a whole answer says. */
    static SampledText text(ChatResponse response) {
        SampledText text = new SampledText(LONGEST_ANSWER);
        for (ChatResponse.Choice choice : response.choices()) {
            AssistantMessage message = choice.message();
            message.reasoning().ifPresent(text::add);
            message.content().ifPresent(text::add);
            message.refusal().ifPresent(text::add);
            message.toolCalls().forEach(call -> add(call, text));
        }
        return text;
    }
}
