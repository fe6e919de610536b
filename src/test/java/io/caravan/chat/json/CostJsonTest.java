package io.caravan.chat.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.Cost;
import io.caravan.chat.Usage;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostJsonTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new ChatModule()).build();
    private static final Cost COST = new Cost(
            "USD",
            new BigDecimal("0.0000001"),
            new BigDecimal("1E-9"),
            BigDecimal.ZERO,
            new BigDecimal("1E+2"),
            "say \"when\"");
    private static final String WRITTEN = """
        "cost":{"currency":"USD","input":0.0000001,"cached_input":0.000000001,"cache_write":0,"output":100,\
        "total":100.000000101,"catalogue":"say \\"when\\""}\
        """;

    @Test
    void amounts_areWrittenWithoutExponents() throws IOException {
        assertThat(written(Usage.of(1, 2).costing(Optional.of(COST)))).isEqualTo("{" + WRITTEN + "}");
        assertThat(CostJson.addTo(JSON.createObjectNode(), Usage.of(1, 2).costing(Optional.of(COST))))
                .hasToString("{" + WRITTEN + "}");
    }

    @Test
    void estimate_saysSo() throws IOException {
        assertThat(written(Usage.estimate(1, 2))).isEqualTo("{\"estimated\":true,\"cost\":null}");
        assertThat(CostJson.addTo(JSON.createObjectNode(), Usage.estimate(1, 2)))
                .hasToString("{\"estimated\":true,\"cost\":null}");
    }

    @Test
    void unknownCost_isNull() throws IOException {
        assertThat(written(Usage.of(1, 2))).isEqualTo("{\"cost\":null}");
    }

    @Test
    void wholeAnswer_hasAllOfItsUsage() throws IOException {
        ChatResponse.Choice choice =
                new ChatResponse.Choice(0, AssistantMessage.of("Hi"), Optional.empty(), Optional.empty());
        Usage usage = new Usage(100, 20, 120, 30, 40, 15, 5).costing(Optional.of(COST));
        ChatResponse response = new ChatResponse("id", 1, "m", List.of(choice), Optional.of(usage), Map.of());

        assertThat(JSON.writeValueAsString(response)).endsWith("""
            "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,\
            "prompt_tokens_details":{"cached_tokens":30,"cache_write_tokens":40,"cache_write_hour_tokens":15},\
            "completion_tokens_details":{"reasoning_tokens":5},%s}}\
            """.formatted(WRITTEN));
    }

    @Test
    void sumOfTwo_isEstimatedIfOneIs() {
        Usage one = new Usage(1, 2, 3, 4, 5, 6, 7).costing(Optional.of(COST));

        assertThat(one.plus(new Usage(10, 20, 30, 40, 50, 60, 70))).isEqualTo(new Usage(11, 22, 33, 44, 55, 66, 77));
        assertThat(one.plus(Usage.estimate(1, 1)).estimated()).isTrue();
        assertThat(Usage.estimate(1, 1).plus(one).estimated()).isTrue();
    }

    private static String written(Usage usage) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            CostJson.write(json, usage);
            json.writeEndObject();
        }
        return text.toString();
    }
}
