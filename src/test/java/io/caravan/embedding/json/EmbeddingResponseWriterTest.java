package io.caravan.embedding.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.EncodingFormat;
import io.caravan.embedding.Vector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbeddingResponseWriterTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new EmbeddingModule()).build();
    private static final Vector NUMBERS = new Vector.Numbers(new double[] {0.0023064255, -1});
    private static final Vector PACKED = new Vector.Numbers(new double[] {0.1, 2}).packed();

    @Test
    void numbers_areWrittenAsTheyWereTold() throws JsonProcessingException {
        assertThat(written(EncodingFormat.FLOAT)).isEqualTo("""
            {"object":"list","data":[\
            {"object":"embedding","index":0,"embedding":[0.0023064255,-1.0]},\
            {"object":"embedding","index":1,"embedding":[0.1,2.0]}],\
            "model":"m","usage":{"prompt_tokens":7,"total_tokens":7,"cost":null}}\
            """);
    }

    @Test
    void base64_isWrittenInOneLine() throws JsonProcessingException {
        assertThat(written(EncodingFormat.BASE64)).isEqualTo("""
            {"object":"list","data":[\
            {"object":"embedding","index":0,"embedding":"ZicXOwAAgL8="},\
            {"object":"embedding","index":1,"embedding":"zczMPQAAAEA="}],\
            "model":"m","usage":{"prompt_tokens":7,"total_tokens":7,"cost":null}}\
            """);
    }

    @Test
    void longVector_hasNoLineFeeds() throws JsonProcessingException {
        var response = new EmbeddingResponse(
                "m", List.of(new Vector.Numbers(new double[100])), Optional.of(Usage.of(1, 0)), EncodingFormat.BASE64);

        assertThat(JSON.writeValueAsString(response)).contains("\"" + "A".repeat(534) + "==\"");
    }

    @Test
    void usageThatNobodyTold_isZero() throws JsonProcessingException {
        var response = new EmbeddingResponse("m", List.of(), Optional.empty(), EncodingFormat.FLOAT);

        assertThat(JSON.writeValueAsString(response)).isEqualTo("""
            {"object":"list","data":[],"model":"m","usage":{"prompt_tokens":0,"total_tokens":0,"cost":null}}\
            """);
    }

    private static String written(EncodingFormat encoding) throws JsonProcessingException {
        return JSON.writeValueAsString(
                new EmbeddingResponse("m", List.of(NUMBERS, PACKED), Optional.of(Usage.of(7, 0)), encoding));
    }
}
