package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldFunctionTurnsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String QUESTION = "{'role':'user','content':'Hi'}";

    @Test
    void callsAndResults_areThoseOfTools() {
        assertThat(understood(
                        QUESTION,
                        "{'role':'assistant','content':'A','x':1,'function_call':{'name':'f','arguments':'{`a`:1}'}}",
                        "{'role':'function','name':'f','content':'B','y':2}",
                        "{'role':'assistant','content':null,'function_call':{'name':'f'}}",
                        "{'role':'function','name':'f','content':'C'}",
                        "{'role':'assistant','content':'D','function_call':null}"))
                .isEqualTo(request(
                        QUESTION,
                        "{'role':'assistant','content':'A','x':1,'tool_calls':[{'id':'call_1','type':'function',"
                                + "'function':{'name':'f','arguments':'{`a`:1}'}}]}",
                        "{'role':'tool','name':'f','tool_call_id':'call_1','content':'B','y':2}",
                        "{'role':'assistant','content':null,'tool_calls':[{'id':'call_3','type':'function',"
                                + "'function':{'name':'f','arguments':'{}'}}]}",
                        "{'role':'tool','name':'f','tool_call_id':'call_3','content':'C'}",
                        "{'role':'assistant','content':'D','function_call':null}"));
    }

    @Test
    void callBesideCallsOfTools_isTheLast() {
        ChatRequest request = understood(
                "{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'g'}}],'function_call':{'name':'f'}}",
                "{'role':'function','name':'f','content':'B'}");

        assertThat(request.messages().getFirst().toolCalls())
                .extracting(call -> call.id() + " " + call.name())
                .containsExactly("a g", "call_0 f");
    }

    @Test
    void requestWithoutAny_staysTheSame() {
        RoutedRequest routed = routed(QUESTION, "{'role':'assistant','content':'D','function_call':null}");

        assertThat(OldFunctions.asTools(routed)).isSameAs(routed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {'role':'function','name':'f','content':'x'} | messages.1.name | \
        must be the name of a function called just before
        {'role':'assistant','function_call':{'name':'f'}},{'role':'function','name':'g','content':'x'} | \
        messages.2.name | must be the name of a function called just before
        {'role':'assistant','function_call':{'name':'f'}},{'role':'function','content':'x'} | messages.2.name | \
        must be the name of a function called just before
        {'role':'assistant','function_call':{'name':'f'}} | messages.1.function_call | \
        must be followed by a message with its result
        {'role':'assistant','function_call':{'name':'f'}},{'role':'user','content':'x'} | messages.1.function_call | \
        must be followed by a message with its result
        {'role':'assistant','function_call':'f'} | messages.1.function_call.name | is required
        {'role':'assistant','function_call':{'name':{}}} | messages.1.function_call.name | is required
        {'role':'assistant','function_call':{'name':'f','arguments':'{'}} | messages.1.function_call.arguments | \
        must be the JSON of an object
        {'role':'assistant','function_call':{'name':'f','arguments':'{} {}'}} | messages.1.function_call.arguments | \
        must be the JSON of an object
        {'role':'assistant','function_call':{'name':'f','arguments':'[]'}} | messages.1.function_call.arguments | \
        must be the JSON of an object
        """)
    void whatMakesNoSense_isRefused(String turns, String path, String reason) {
        GatewayException refusal = catchThrowableOfType(GatewayException.class, () -> understood(QUESTION, turns));

        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refusal.fields()).containsExactly(new FieldError(path, reason));
    }

    private static ChatRequest understood(String... turns) {
        return OldFunctions.asTools(routed(turns)).chat();
    }

    static RoutedRequest routed(String... turns) {
        Provider provider = new Provider(
                "acme", List.of(), List.of(), List.of(), Optional.empty(), true, "http://acme.invalid", Quirks.NONE);
        return new RoutedRequest(request(turns), provider, "model");
    }

    private static ChatRequest request(String... turns) {
        String messages = String.join(",", turns).replace("`", "\\\"").replace("'", "\"");
        try {
            ObjectNode body = JSON.createObjectNode().put("model", "acme/model");
            return ChatRequestReader.read(body.set("messages", JSON.readTree("[" + messages + "]")));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
