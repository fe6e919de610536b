package io.caravan.chat.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Role;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestReaderTest {

    private static final String MINIMAL = """
        "model":"openai/gpt-4o","messages":[{"role":"user","content":"Hello"}]\
        """;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void minimalRequest_isValidAndStreamIsFalse() {
        ChatRequest request = read("{" + MINIMAL + "}");

        assertThat(request.model()).isEqualTo("openai/gpt-4o");
        assertThat(request.messages()).containsExactly(Message.of(Role.USER, "Hello"));
        assertThat(request.stream()).isFalse();
        assertThat(request.sampling().temperature()).isEmpty();
        assertThat(request.limit().tokens()).isEmpty();
        assertThat(request.responseFormat()).isEmpty();
        assertThat(request.extras()).isEmpty();
    }

    @Test
    void optionalParameters_areKept() {
        ChatRequest request = read("{" + MINIMAL + """
            ,"temperature":0,"top_p":0.9,"n":2,"seed":7,"presence_penalty":-1.5,"frequency_penalty":2,
            "stop":["END","."],"max_tokens":5,"max_completion_tokens":9,"reasoning_effort":"low","stream":true,
            "stream_options":{"include_usage":true},"user":"u-7","logit_bias":{"50256":-100},"store":null}\
            """);

        assertThat(request.sampling().temperature()).hasValue(0);
        assertThat(request.sampling().topP()).hasValue(0.9);
        assertThat(request.sampling().n()).hasValue(2);
        assertThat(request.sampling().seed()).hasValue(7);
        assertThat(request.sampling().presencePenalty()).hasValue(-1.5);
        assertThat(request.sampling().frequencyPenalty()).hasValue(2);
        assertThat(request.sampling().stop()).containsExactly("END", ".");
        assertThat(request.limit().maxTokens()).hasValue(5);
        assertThat(request.limit().tokens()).hasValue(9);
        assertThat(request.reasoningEffort()).hasValue(ReasoningEffort.LOW);
        assertThat(request.stream()).isTrue();
        assertThat(request.wantsUsage()).isTrue();
        assertThat(request.user()).hasValue("u-7");
        assertThat(request.extras()).containsOnlyKeys("logit_bias", "store");
    }

    @Test
    void bareStop_isAListOfOne() {
        assertThat(read("{" + MINIMAL + ",\"stop\":\"END\"}").sampling().stop()).containsExactly("END");
    }

    @Test
    void modelWithSpacesAround_isTrimmed() {
        ChatRequest request = read("{\"model\":\" gpt-4o \",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(request.model()).isEqualTo("gpt-4o");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|model,messages",
                "{'model':'','messages':[{'role':'user','content':'Hi'}]}|model",
                "{'model':7,'messages':[{'role':'user','content':'Hi'}]}|model",
                "{'model':'m'}|messages",
                "{'model':'m','messages':[]}|messages",
                "{'model':'m','messages':{}}|messages",
                "{'model':'m','messages':['Hi']}|messages.0",
                "{'model':'m','messages':[{'content':'Hi'}]}|messages.0.role",
                "{'model':'m','messages':[{'role':'robot','content':'Hi'}]}|messages.0.role",
                "{'model':'m','messages':[{'role':'user'}]}|messages.0.content",
                "{'model':'m','messages':[{'role':'user','content':null}]}|messages.0.content",
                "{'model':'m','messages':[{'role':'user','content':7}]}|messages.0.content",
                "{'model':'m','messages':[{'role':'user','content':[]}]}|messages.0.content",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'text'}]}]}|messages.0.content.0.text",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'file','file':{}}]}]}|messages.0.content.0.file",
            })
    void wrongMessage_isNamedByItsPath(String body, String paths) {
        assertThat(refused(body.replace('\'', '"')).fields())
                .extracting(FieldError::path)
                .containsExactly(paths.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'temperature':-0.1|temperature",
                "'temperature':2.1|temperature",
                "'temperature':'hot'|temperature",
                "'top_p':1.1|top_p",
                "'max_tokens':0|max_tokens",
                "'max_tokens':-1|max_tokens",
                "'max_tokens':1.5|max_tokens",
                "'max_tokens':99999999999999999999|max_tokens",
                "'max_completion_tokens':0|max_completion_tokens",
                "'n':0|n",
                "'seed':1.5|seed",
                "'stop':7|stop",
                "'stop':[7]|stop",
                "'stop':['1','2','3','4','5','6','7','8','9','10','11','12','13','14','15','16','17']|stop",
                "'reasoning_effort':'much'|reasoning_effort",
                "'stream':'yes'|stream",
                "'stream_options':[]|stream_options",
                "'response_format':{'type':'xml'}|response_format.type",
                "'response_format':{}|response_format.type",
                "'response_format':{'type':'json_schema'}|response_format.json_schema",
                "'response_format':{'type':'json_schema','json_schema':{}}|response_format.json_schema.schema",
                "'response_format':{'type':'json_schema','json_schema':{'name':'x'}}|response_format.json_schema.schema",
                "'tools':[{'type':'function'}]|tools.0.function,tools.0.function.name",
                "'tool_choice':'perhaps'|tool_choice",
            })
    void wrongParameter_isNamedByItsPath(String member, String paths) {
        assertThat(refused("{" + MINIMAL + "," + member.replace('\'', '"') + "}")
                        .fields())
                .extracting(FieldError::path)
                .containsExactly(paths.split(",", -1));
    }

    @Test
    void severalWrongMembers_areToldTogether() {
        GatewayException refused = refused("{\"messages\":[],\"temperature\":9}");

        assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refused.fields()).extracting(FieldError::path).containsExactly("model", "messages", "temperature");
        assertThat(refused.getMessage()).isEqualTo("model: is required (and 2 more)");
    }

    @Test
    void anythingButAnObject_isRefused() {
        assertThat(refused("[]").fields()).extracting(FieldError::path).containsExactly("body");
    }

    @Test
    void geminiBody_isToldWhatIsMissing() {
        assertThat(refused("{\"model\":\"m\",\"contents\":[]}").getMessage()).contains("contents");
    }

    @Test
    void wrappedSchema_keepsItsNameAndStrictness() {
        ChatRequest request = read("{" + MINIMAL + """
            ,"response_format":{"type":"json_schema","json_schema":
            {"name":"person","strict":true,"schema":{"type":"object"}}}}\
            """);

        assertThat(request.responseFormat())
                .hasValueSatisfying(format -> assertThat(format)
                        .isInstanceOfSatisfying(ResponseFormat.JsonSchema.class, schema -> {
                            assertThat(schema.name()).isEqualTo("person");
                            assertThat(schema.strict()).hasValue(true);
                            assertThat(schema.schema().path("type").asText()).isEqualTo("object");
                        }));
    }

    @Test
    void bareSchema_isWrapped() {
        ChatRequest request = read("{" + MINIMAL + """
            ,"response_format":{"type":"json_schema","json_schema":{"type":"object","properties":{}}}}\
            """);

        assertThat(request.responseFormat())
                .hasValueSatisfying(format -> assertThat(format)
                        .isInstanceOfSatisfying(
                                ResponseFormat.JsonSchema.class,
                                schema -> assertThat(schema.schema().has("properties"))
                                        .isTrue()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'json_mode':true|JsonObject",
                "'json_mode':true,'json_schema':{'type':'object'}|JsonSchema",
                "'response_format':{'type':'json_object'}|JsonObject",
                "'response_format':{'type':'text'}|Text",
            })
    void everyFormOfWishForJson_isUnderstood(String member, String kind) {
        ChatRequest request = read("{" + MINIMAL + "," + member.replace('\'', '"') + "}");

        assertThat(request.responseFormat().orElseThrow().getClass().getSimpleName())
                .isEqualTo(kind);
    }

    @Test
    void jsonModeOff_ignoresTheSchema() {
        assertThat(read("{" + MINIMAL + ",\"json_mode\":false,\"json_schema\":{\"type\":\"object\"}}")
                        .responseFormat())
                .isEmpty();
    }

    @Test
    void partsOfEveryKind_areKept() {
        ChatRequest request = read("""
            {"model":"m","messages":[{"role":"user","content":[
            {"type":"text","text":"What?","cache_control":{"type":"ephemeral"}},
            {"type":"image_url","image_url":{"url":"https://x/y.png","detail":"low"}},
            {"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}},
            {"type":"file","file":{"file_id":"f-1"}},
            {"type":"hologram","beam":1}]}]}\
            """);

        List<Content> parts = request.messages().getFirst().content();
        assertThat(parts)
                .extracting(part -> part.getClass().getSimpleName())
                .containsExactly("Text", "Image", "Audio", "Document", "Unknown");
        assertThat(((Content.Text) parts.getFirst()).extras()).containsOnlyKeys("cache_control");
    }

    @Test
    void toolsAndCalls_areKept() {
        ChatRequest request = read("""
            {"model":"m","messages":[
            {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
            "function":{"name":"f","arguments":""}}],"reasoning_content":"Hm","thinking_blocks":[{"type":"thinking"}]},
            {"role":"tool","tool_call_id":"c1","content":"18"}],
            "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"},"strict":true}}],
            "tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false}\
            """);

        Message assistant = request.messages().getFirst();
        assertThat(assistant.toolCalls().getFirst().arguments()).isEqualTo("{}");
        assertThat(assistant.reasoning()).hasValue("Hm");
        assertThat(assistant.thinkingBlocks()).hasSize(1);
        assertThat(request.messages().getLast().toolCallId()).hasValue("c1");
        assertThat(request.tools().definitions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Tool.Function.class, tool -> assertThat(tool.strict()).hasValue(true));
        assertThat(request.tools().choice()).hasValue(new ToolChoice.Named("f"));
        assertThat(request.tools().parallel()).hasValue(false);
    }

    private static ChatRequest read(String body) {
        try {
            return ChatRequestReader.read(JSON.readTree(body));
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }

    private static GatewayException refused(String body) {
        return catchThrowableOfType(GatewayException.class, () -> read(body));
    }
}
