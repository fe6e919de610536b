package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A block of a streamed answer that is being received. What a kind of block has no use for is passed over. */
sealed interface StreamedBlock {

    /** Takes what the block begins with. */
    default void start(JsonNode block, Consumer<ChatChunk> chunks) {}

    /** Takes a further piece of the block. */
    default void delta(JsonNode delta, Consumer<ChatChunk> chunks) {}

    /** Nothing more comes. */
    default void stop(Consumer<ChatChunk> chunks) {}

    /** A block of a kind that is not known. */
    record Other() implements StreamedBlock {}

    /** Text of the answer. */
    record Text(StreamedText text) implements StreamedBlock {

        @Override
        public void start(JsonNode block, Consumer<ChatChunk> chunks) {
            delta(block, chunks);
        }

        @Override
        public void delta(JsonNode delta, Consumer<ChatChunk> chunks) {
            text.add(delta.path("text").asText(""), chunks);
            if (delta.path("citation").isObject()) {
                cite(delta.path("citation"), chunks);
            }
        }

        private static void cite(JsonNode citation, Consumer<ChatChunk> chunks) {
            ProviderFields fields = new ProviderFields();
            fields.cite(citation);
            chunks.accept(ChatChunk.of(new Delta(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    fields.extras())));
        }
    }

    /** Thinking that the service keeps to itself, whole from the start. */
    record RedactedThinking() implements StreamedBlock {

        @Override
        public void start(JsonNode block, Consumer<ChatChunk> chunks) {
            chunks.accept(ChatChunk.of(Delta.thinkingBlocks(List.of(block))));
        }
    }

    /** Thinking, passed on as it comes and, with its signature, once more when it is whole. */
    record Thinking(StringBuilder thinking, StringBuilder signature) implements StreamedBlock {

        Thinking() {
            this(new StringBuilder(), new StringBuilder());
        }

        @Override
        public void start(JsonNode block, Consumer<ChatChunk> chunks) {
            delta(block, chunks);
        }

        @Override
        public void delta(JsonNode delta, Consumer<ChatChunk> chunks) {
            signature.append(delta.path("signature").asText(""));
            String piece = delta.path("thinking").asText("");
            if (!piece.isEmpty()) {
                thinking.append(piece);
                chunks.accept(ChatChunk.of(Delta.reasoning(piece)));
            }
        }

        @Override
        public void stop(Consumer<ChatChunk> chunks) {
            ObjectNode block = JsonNodeFactory.instance.objectNode();
            block.put("type", "thinking").put("thinking", thinking.toString()).put("signature", signature.toString());
            chunks.accept(ChatChunk.of(Delta.thinkingBlocks(List.of(block))));
        }
    }

    /** A call of the {@link AnswerTool}, whose input is the answer. */
    record Answer(AnswerText answer) implements StreamedBlock {

        @Override
        public void start(JsonNode block, Consumer<ChatChunk> chunks) {
            if (!block.path("input").isEmpty()) {
                StreamedText.send(answer.next(block.path("input").toString()), chunks);
            }
        }

        @Override
        public void delta(JsonNode delta, Consumer<ChatChunk> chunks) {
            StreamedText.send(answer.next(delta.path("partial_json").asText("")), chunks);
        }

        @Override
        public void stop(Consumer<ChatChunk> chunks) {
            StreamedText.send(answer.last(), chunks);
        }
    }

    /** A call of a tool. */
    final class Call implements StreamedBlock {

        private final int index;
        private boolean withoutArguments = true;

        /**
         * @param index counts the calls of the answer, not its blocks
         */
        Call(int index) {
            this.index = index;
        }

        @Override
        public void start(JsonNode block, Consumer<ChatChunk> chunks) {
            Optional<String> id = Optional.of(CallId.of(block));
            Optional<String> name = Optional.of(block.path("name").asText(""));
            send(new ToolCallDelta(index, id, name, "", Map.of()), chunks);
            add(block.path("input").isEmpty() ? "" : block.path("input").toString(), chunks);
        }

        @Override
        public void delta(JsonNode delta, Consumer<ChatChunk> chunks) {
            add(delta.path("partial_json").asText(""), chunks);
        }

        @Override
        public void stop(Consumer<ChatChunk> chunks) {
            add(withoutArguments ? "{}" : "", chunks);
        }

        private void add(String arguments, Consumer<ChatChunk> chunks) {
            if (!arguments.isEmpty()) {
                withoutArguments = false;
                send(new ToolCallDelta(index, Optional.empty(), Optional.empty(), arguments, Map.of()), chunks);
            }
        }

        private static void send(ToolCallDelta call, Consumer<ChatChunk> chunks) {
            chunks.accept(ChatChunk.of(new Delta(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(call),
                    Map.of())));
        }
    }
}
