package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.NativeWords;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NativeMembersTest {

    private static final String BODY = """
        {"model":"m","top_k":7,"thinking":{"type":"enabled"},"messages":[
          {"role":"user","content":[{"type":"text","text":"a","cache_control":{}}],"cache_control":{}},
          {"role":"assistant","tool_calls":[{"id":"1","cache_control":{}}]},
          {"role":"user","content":"cache_control"}]}\
        """;

    @Test
    void wordsOfAnotherDialect_areTakenOutEverywhere() throws JsonProcessingException {
        ObjectNode body = body(BODY);

        NativeMembers.remove(body, new NativeWords(Set.of("thinking"), Set.of("top_k", "cache_control")));

        assertThat(body).isEqualTo(body("""
            {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"}]},
              {"role":"assistant","tool_calls":[{"id":"1"}]},{"role":"user","content":"cache_control"}]}\
            """));
    }

    @Test
    void openAisOwnWords_stay() throws JsonProcessingException {
        ObjectNode body = body(BODY);

        NativeMembers.remove(body, NativeWords.NONE);

        assertThat(body).isEqualTo(body(BODY));
    }

    private static ObjectNode body(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }
}
