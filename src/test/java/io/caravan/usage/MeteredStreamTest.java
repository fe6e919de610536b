package io.caravan.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.usage.UsageRecord.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeteredStreamTest {

    /** One message of one token, with 3 around it and 3 before the answer. */
    private static final int PROMPT = 7;

    private static final ChatChunk TEXT = ChatChunk.of(Delta.content("one two three four"));
    private static final ChatChunk STOP = ChatChunk.finish(0, FinishReason.STOP);

    private final Till till = new Till();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Usage> booked = new ArrayList<>();

    @Test
    void toldUsage_isPricedOnceInAPieceAfterTheLast() {
        ChatChunk first = told(TEXT, Usage.of(9, 1));
        ChatChunk last = told(STOP, Usage.of(9, 4));
        List<ChatChunk> heard = heard(new ScriptedStream(List.of(first, last)));

        assertThat(heard.subList(0, 2)).containsExactly(first, last);
        assertThat(heard).hasSize(3);
        assertThat(heard.getLast().choices()).isEmpty();
        Usage usage = heard.getLast().usage().orElseThrow();
        assertThat(usage.costing(Optional.empty())).isEqualTo(Usage.of(9, 4));
        assertThat(usage.cost().orElseThrow().total()).isEqualByComparingTo("0.000087");
        assertThat(booked).containsExactly(usage);
        assertThat(outcomes).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void streamWithoutUsage_isEstimated() {
        ChatChunk call = ChatChunk.of(new Delta(
                Optional.empty(),
                Optional.empty(),
                Optional.of(" five"),
                Optional.of("six"),
                List.of(),
                List.of(new ToolCallDelta(0, Optional.of("c"), Optional.of(" seven"), " eight", Map.of())),
                Map.of()));
        Usage usage = heard(new ScriptedStream(List.of(TEXT, call, STOP)))
                .getLast()
                .usage()
                .orElseThrow();

        assertThat(usage.costing(Optional.empty())).isEqualTo(Usage.estimate(PROMPT, 8));
        assertThat(usage.cost().orElseThrow().total()).isEqualByComparingTo("0.000141");
        assertThat(booked).containsExactly(usage);
    }

    @Test
    void usageOfZeros_isNone() {
        Usage usage = heard(new ScriptedStream(List.of(TEXT, told(STOP, Usage.of(0, 0)))))
                .getLast()
                .usage()
                .orElseThrow();

        assertThat(usage.costing(Optional.empty())).isEqualTo(Usage.estimate(PROMPT, 4));
    }

    @Test
    void cancelledStream_isEstimatedAsFarAsItCame() {
        ScriptedStream script = new ScriptedStream(List.of(TEXT, TEXT, STOP));
        MeteredStream stream = metered(script);
        stream.next();
        stream.close();
        stream.close();

        assertThat(outcomes).containsExactly(Outcome.CANCELLED);
        assertThat(booked.getFirst().costing(Optional.empty())).isEqualTo(Usage.estimate(PROMPT, 4));
        assertThat(booked.getFirst().cost().orElseThrow().total()).isEqualByComparingTo("0.000081");
        assertThat(script.closed).isEqualTo(1);
    }

    @Test
    void cancelledStream_whoseBeginningWasTold_keepsThatAndEstimatesTheRest() {
        Usage beginning = new Usage(100, 1, 101, 80, 0, 0);
        MeteredStream stream = metered(new ScriptedStream(List.of(told(ChatChunk.of(Delta.start()), beginning), TEXT)));
        stream.next();
        stream.next();
        stream.close();

        Usage usage = booked.getFirst();
        assertThat(usage.costing(Optional.empty())).isEqualTo(beginning.completing(4));
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.totalTokens()).isEqualTo(104);
        assertThat(usage.cost().orElseThrow().total()).isEqualByComparingTo("0.000144");
    }

    @Test
    void cancelledStream_whoseUsageIsToldWithEachPiece_isTakenAtItsWord() {
        MeteredStream stream =
                metered(new ScriptedStream(List.of(told(TEXT, Usage.of(9, 2)), told(TEXT, Usage.of(9, 3)), STOP)));
        stream.next();
        stream.next();
        stream.close();

        assertThat(booked.getFirst().costing(Optional.empty())).isEqualTo(Usage.of(9, 3));
    }

    @Test
    void cancelledStream_whoseUsageIsToldAfterTheText_isTakenAtItsWord() {
        MeteredStream stream = metered(new ScriptedStream(List.of(TEXT, told(STOP, Usage.of(9, 2)))));
        stream.next();
        stream.next();
        stream.close();

        assertThat(booked.getFirst().costing(Optional.empty())).isEqualTo(Usage.of(9, 2));
    }

    @Test
    void cancelledStream_whoseBeginningIsToldWithTheFirstText_isEstimated() {
        MeteredStream stream = metered(new ScriptedStream(List.of(told(TEXT, Usage.of(9, 1)))));
        stream.next();
        stream.close();

        assertThat(booked.getFirst().costing(Optional.empty()))
                .isEqualTo(Usage.of(9, 1).completing(4));
    }

    @Test
    void cancelledStream_thatSaidNothing_isTakenAtItsWord() {
        MeteredStream stream = metered(new ScriptedStream(List.of(told(ChatChunk.of(Delta.start()), Usage.of(9, 0)))));
        stream.next();
        stream.close();

        assertThat(booked.getFirst().costing(Optional.empty())).isEqualTo(Usage.of(9, 0));
    }

    @Test
    void cancelledStream_whoseToldUsageForgetsTheText_isEstimated() {
        MeteredStream stream = metered(new ScriptedStream(List.of(told(TEXT, Usage.of(9, 0)))));
        stream.next();
        stream.close();

        assertThat(booked.getFirst().costing(Optional.empty()))
                .isEqualTo(Usage.of(9, 0).completing(4));
    }

    @Test
    void cancelledStream_thatSaidLessThanWasTold_isTakenAtItsWord() {
        MeteredStream stream =
                metered(new ScriptedStream(List.of(told(ChatChunk.of(Delta.start()), Usage.of(9, 50)), TEXT)));
        stream.next();
        stream.next();
        stream.close();

        assertThat(booked.getFirst().costing(Optional.empty())).isEqualTo(Usage.of(9, 50));
    }

    @Test
    void failedStream_isPricedAsFarAsItCame() {
        GatewayException failure = new GatewayException(ErrorCode.TIMEOUT, "stalled");
        MeteredStream stream = metered(new ScriptedStream(List.of(TEXT), Optional.of(failure), "m"));
        stream.next();
        assertThatThrownBy(stream::next).isSameAs(failure);
        stream.close();

        assertThat(outcomes).containsExactly(Outcome.TIMEOUT);
        assertThat(booked.getFirst().costing(Optional.empty())).isEqualTo(Usage.estimate(PROMPT, 4));
    }

    @Test
    void tier_isTheOneThatWasToldLast() {
        ChatChunk auto = new ChatChunk(TEXT.choices(), Optional.empty(), tier("auto"));
        ChatChunk flex = new ChatChunk(STOP.choices(), Optional.of(Usage.of(1000, 0)), tier("flex"));
        Usage usage = heard(new ScriptedStream(List.of(auto, flex, TEXT)))
                .getLast()
                .usage()
                .orElseThrow();

        assertThat(usage.cost().orElseThrow().total()).isEqualByComparingTo("0.0015");
    }

    @Test
    void deploymentOfAnotherName_costsWhatTheAnswerNames() {
        ScriptedStream script = new ScriptedStream(List.of(told(STOP, Usage.of(1000, 0))), Optional.empty(), "money");
        List<Usage> told = new ArrayList<>();
        try (var stream = new MeteredStream(
                script, Till.routed("azure", "mine", ""), till.billing, (_, usage) -> told.add(usage))) {
            read(stream);
        }

        assertThat(told.getFirst().cost().orElseThrow().total()).isEqualByComparingTo("0.003");
    }

    @Test
    void veryLongAnswer_isCountedByItsBeginning() {
        List<ChatChunk> chunks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            chunks.add(ChatChunk.of(Delta.content(" word".repeat(40))));
        }
        Usage usage = heard(new ScriptedStream(chunks)).getLast().usage().orElseThrow();

        assertThat(usage.completionTokens()).isBetween(39_900, 40_100);
    }

    @Test
    void head_andWaiting_areTheStreamsOwn() {
        ScriptedStream script = new ScriptedStream(List.of());
        List<String> waited = new ArrayList<>();
        MeteredStream stream = metered(script);
        stream.beforeWait(() -> waited.add("yes"));

        assertThat(stream.head()).isEqualTo(script.head());
        assertThat(waited).containsExactly("yes");
    }

    private static ChatChunk told(ChatChunk chunk, Usage usage) {
        return new ChatChunk(chunk.choices(), Optional.of(usage), chunk.extras());
    }

    private static Map<String, JsonNode> tier(String word) {
        return Map.of("service_tier", TextNode.valueOf(word));
    }

    private MeteredStream metered(ScriptedStream script) {
        return new MeteredStream(script, Till.routed("openai", "money", ""), till.billing, (outcome, usage) -> {
            outcomes.add(outcome);
            booked.add(usage);
        });
    }

    private List<ChatChunk> heard(ScriptedStream script) {
        try (MeteredStream stream = metered(script)) {
            return read(stream);
        }
    }

    private static List<ChatChunk> read(MeteredStream stream) {
        List<ChatChunk> heard = new ArrayList<>();
        for (var chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
            heard.add(chunk.get());
        }
        assertThat(stream.next()).isEmpty();
        return heard;
    }
}
