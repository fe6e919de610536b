package io.caravan.embedding.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.embedding.EmbeddingInput.Text;
import io.caravan.embedding.EmbeddingInput.Tokens;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.embedding.EncodingFormat;
import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingRequestReaderTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new EmbeddingModule()).build();

    @Test
    void allMembers_areRead() throws JsonProcessingException {
        EmbeddingRequest request = read("""
            {"model":" a/b ","input":["x","y"],"encoding_format":"base64","dimensions":8,"user":"u","z":[1]}\
            """);

        assertThat(request.model()).isEqualTo("a/b");
        assertThat(request.inputs()).containsExactly(new Text("x"), new Text("y"));
        assertThat(request.encodingFormat()).contains(EncodingFormat.BASE64);
        assertThat(request.dimensions()).hasValue(8);
        assertThat(request.user()).contains("u");
        assertThat(request.extras()).containsOnlyKeys("z");
        assertThat(request.members()).containsExactly("dimensions", "user", "z");
    }

    @Test
    void whatIsLeftOutOrNull_isAbsent() throws JsonProcessingException {
        EmbeddingRequest request = read("""
            {"model":"a","input":"x","encoding_format":null,"dimensions":null,"user":null}\
            """);

        assertThat(request.encodingFormat()).isEmpty();
        assertThat(request.encoding()).isEqualTo(EncodingFormat.FLOAT);
        assertThat(request.dimensions()).isEmpty();
        assertThat(request.members()).isEmpty();
    }

    @Test
    void inputs_haveFourForms() throws JsonProcessingException {
        assertThat(inputs("\" \"")).isEqualTo(List.of(new Text(" ")));
        assertThat(inputs("[\"x\",\"y\"]")).isEqualTo(List.of(new Text("x"), new Text("y")));
        assertThat(inputs("[0,7]")).isEqualTo(List.of(new Tokens(List.of(0, 7))));
        assertThat(inputs("[[1],[2,3]]")).isEqualTo(List.of(new Tokens(List.of(1)), new Tokens(List.of(2, 3))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null|input|is required",
                "\"\"|input|must not be an empty string",
                "3|input|must be a string or a list of whole numbers",
                "{}|input|must be a string or a list of whole numbers",
                "[]|input|must not be empty",
                "[\"a\",\"\"]|input.1|must not be an empty string",
                "[\"a\",null]|input.1|must be a string or a list of whole numbers",
                "[\"a\",{}]|input.1|must be a string or a list of whole numbers",
                "[{\"type\":\"text\"}]|input.0|must be a string or a list of whole numbers",
                "[\"a\",[1]]|input.1|must be of the same kind as those before",
                "[[1],\"a\"]|input.1|must be of the same kind as those before",
                "[[]]|input.0|must not be empty",
                "[1,\"a\"]|input.1|must be the number of a token",
                "[1.5]|input.0|must be the number of a token",
                "[-1]|input.0|must be the number of a token",
                "[99999999999]|input.0|must be the number of a token",
                "[[1],[2,true]]|input.1.1|must be the number of a token",
            })
    void wrongInput_isRefusedWithItsPlace(String input, String place, String message) {
        assertThat(errors("{\"model\":\"a\",\"input\":" + input + "}")).containsExactly(new FieldError(place, message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model\":\"\"|model|must not be empty",
                "\"model\":3|model|must be a string",
                "\"encoding_format\":\"int8\"|encoding_format|must be float or base64",
                "\"encoding_format\":1|encoding_format|must be a string",
                "\"dimensions\":0|dimensions|must be a whole number above 0",
                "\"dimensions\":\"8\"|dimensions|must be a whole number above 0",
                "\"user\":1|user|must be a string",
            })
    void wrongMember_isRefusedWithItsName(String member, String place, String message) {
        String model = member.startsWith("\"model\"") ? "" : "\"model\":\"a\",";

        assertThat(errors("{" + model + "\"input\":\"x\"," + member + "}"))
                .containsExactly(new FieldError(place, message));
    }

    @Test
    void inputs_areNoMoreThan2048() throws JsonProcessingException {
        assertThat(inputs(list(2048))).hasSize(2048);
        assertThat(errors("{\"model\":\"a\",\"input\":" + list(2049) + "}"))
                .containsExactly(new FieldError("input", "must not have more than 2048 entries"));
    }

    @Test
    void errors_areToldAllAtOnceButNoMoreThan20() {
        assertThat(errors("{\"input\":[" + "\"\"" + ",\"\"".repeat(40) + "]}"))
                .hasSize(20)
                .startsWith(
                        new FieldError("model", "is required"),
                        new FieldError("input.0", "must not be an empty string"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "3", "\"x\""})
    void bodyThatIsNoObject_isRefused(String body) {
        assertThat(errors(body)).containsExactly(new FieldError("body", "must be a JSON object"));
    }

    @Test
    void bodyThatGoesOn_isNoJson() {
        assertThat(catchThrowableOfType(
                        JsonProcessingException.class, () -> read("{\"model\":\"a\",\"input\":\"x\"} {}")))
                .hasMessageContaining("something follows the end of the request");
    }

    private static String list(int count) {
        return "[\"x\"" + ",\"x\"".repeat(count - 1) + "]";
    }

    private static List<?> inputs(String input) throws JsonProcessingException {
        return read("{\"model\":\"a\",\"input\":" + input + "}").inputs();
    }

    private static List<FieldError> errors(String body) {
        GatewayException refused = catchThrowableOfType(GatewayException.class, () -> read(body));
        assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION);
        return refused.fields();
    }

    private static EmbeddingRequest read(String body) throws JsonProcessingException {
        return JSON.readValue(body, EmbeddingRequest.class);
    }
}
