package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.NativeWords;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NativeMembersTest {

    private static final String BODY = """
        {"model":"m","top_k":7,"thinking":{"type":"enabled"},"messages":[
          {"role":"user","content":[{"type":"text","text":"a","cache_control":{}}],"cache_control":{}},
          {"role":"assistant","tool_calls":[{"id":"1","cache_control":{}}]},
          {"role":"user","content":"cache_control"}],
         "tools":[{"type":"function","function":{"name":"f","parameters":{"top_k":{}}},"top_k":1}]}\
        """;

    @Test
    void wordsOfAnotherDialect_areTakenOutOfTurnsPartsCallsAndTools() {
        JsonNode body = Wire.json(BODY);

        NativeMembers.remove((ObjectNode) body, Set.of("top_k", "cache_control"));

        assertThat(body).isEqualTo(Wire.json("""
            {"model":"m","top_k":7,"thinking":{"type":"enabled"},"messages":[
              {"role":"user","content":[{"type":"text","text":"a"}]},
              {"role":"assistant","tool_calls":[{"id":"1"}]},{"role":"user","content":"cache_control"}],
             "tools":[{"type":"function","function":{"name":"f","parameters":{"top_k":{}}}}]}\
            """));
    }

    @Test
    void openAisOwnWords_stay() {
        JsonNode body = Wire.json(BODY);

        NativeMembers.remove((ObjectNode) body, Set.of());

        assertThat(body).isEqualTo(Wire.json(BODY));
    }

    @Test
    void foreignWords_areAllButTheExtensionsThatTheProviderKnows() {
        NativeWords words = new NativeWords(Set.of("thinking"), Set.of("top_k", "cache_control", "thinking_blocks"));

        assertThat(NativeMembers.foreign(words, Set.of("thinking_blocks")))
                .containsExactly("thinking", "thinking_blocks", "top_k");
        assertThat(NativeMembers.foreign(NativeWords.NONE, Extensions.ALL)).isEmpty();
    }

    @Test
    void memberOfAnotherDialect_thatHasANameOfOpenAIs_takesNothingsPlace() {
        ChatRequest asked = chat("""
            {"model":"m","stream":true,"stop":["END"],"messages":[{"role":"user","content":"Hi"}]}\
            """);
        ChatRequest strange = chat("""
            {"model":"m","contents":[],"top_k":7,"messages":[{"role":"user","content":"Hi"}]}\
            """);
        Set<String> names = Set.of("messages", "stop", "stream_options", "top_k");
        Map<String, JsonNode> extras = new HashMap<>(strange.extras());
        names.forEach(name -> extras.put(name, Wire.json("7")));

        UpstreamRequest sent = send(with(asked, extras, new NativeWords(Set.of(), names)));

        assertThat(Wire.json(new String(sent.body(), UTF_8))).isEqualTo(Wire.json("""
            {"model":"m","stream":true,"stop":["END"],"messages":[{"role":"user","content":"Hi"}],
             "contents":[],"stream_options":{"include_usage":true}}\
            """));
        assertThat(sent.dropped()).containsExactly("messages", "stop", "stream_options", "top_k");
    }

    @Test
    void partsAndToolsOfOtherKinds_stayAsTheCallerWroteThem() {
        ChatRequest asked = chat("""
            {"model":"m","messages":[{"role":"user","content":[{"type":"odd","cache_control":{}}]}],
             "tools":[{"type":"odd","cache_control":{}}]}\
            """);
        ChatRequest before = chat("""
            {"model":"m","messages":[{"role":"user","content":[{"type":"odd","cache_control":{}}]}],
             "tools":[{"type":"odd","cache_control":{}}]}\
            """);

        send(with(asked, asked.extras(), new NativeWords(Set.of(), Set.of("cache_control"))));

        assertThat(asked).isEqualTo(before);
    }

    private static UpstreamRequest send(ChatRequest chat) {
        return Wire.to("openai").transformer().request(new RoutedRequest(chat, ProviderFile.provider("openai"), "m"));
    }

    private static ChatRequest chat(String body) {
        return Wire.to("openai").routed("m", body).chat();
    }

    private static ChatRequest with(ChatRequest chat, Map<String, JsonNode> extras, NativeWords natives) {
        return chat.withExtras(extras).withNatives(natives);
    }
}
