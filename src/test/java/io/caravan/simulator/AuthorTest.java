package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Tools;
import io.caravan.chat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorTest {

    private static final ResponseFormat TEXT = new ResponseFormat.Text();
    private static final ResponseFormat OBJECT = new ResponseFormat.JsonObject();
    private static final ResponseFormat SCHEMA = new ResponseFormat.JsonSchema(
            "colour", Optional.empty(), TestStage.json("{\"enum\": [\"red\"]}"), Optional.empty());

    @Test
    void echo_saysWhatTheUserSaid() {
        Script script = script("echo", question("Hello,  world 🌍", TEXT));
        assertThat(script.text()).isEqualTo("Hello,  world 🌍");
        assertThat(script.finish()).isEqualTo(FinishReason.STOP);
        assertThat(script.usage()).isEqualTo(Usage.of(9, 3));
    }

    @Test
    void echo_ofOtherLength_isCutOffOrRepeated() {
        assertThat(script("echo-n2", question("one two three", TEXT)).text()).isEqualTo("one two");
        assertThat(script("echo-n5", question("one two three", TEXT)).text()).isEqualTo("one two three one two");
        assertThat(script("echo-n5", question("", TEXT)).text()).isEmpty();
    }

    @Test
    void echo_ofHalfACharacter_canBeWritten() {
        assertThat(script("echo", question("a \ud83d b", TEXT)).text()).isEqualTo("a ? b");
    }

    @Test
    void lorem_isAsLongAsSet() {
        assertThat(script("lorem", question("x", TEXT)).words()).hasSize(50);
        assertThat(script("lorem-n7", question("x", TEXT)).words()).hasSize(7);
        assertThat(script("lorem-n0", question("x", TEXT)).text()).isEmpty();
    }

    @Test
    void lorem_seed_isThatOfTheNameElseOfTheRequest() {
        String seventh = script("lorem-s7", question("x", TEXT)).text();
        assertThat(script("lorem", seeded(7)).text()).isEqualTo(seventh);
        assertThat(script("lorem-s7", seeded(8)).text()).isEqualTo(seventh);
        assertThat(script("lorem", question("x", TEXT)).text()).isNotEqualTo(seventh);
    }

    @ParameterizedTest
    @CsvSource({"3, LENGTH, 3", "10, STOP, 10", "11, STOP, 10"})
    void answer_overItsLimit_isCutOff(int limit, FinishReason finish, int words) {
        Script script = script("lorem-n10", limited(limit));
        assertThat(script.finish()).isEqualTo(finish);
        assertThat(script.words()).hasSize(words);
    }

    @Test
    void thoughts_countForTheLimit() {
        Script script = script("lorem-n10-think8", limited(12));
        assertThat(script.thoughts()).hasSize(8);
        assertThat(script.words()).hasSize(4);
        assertThat(script.usage()).isEqualTo(new Usage(9, 12, 21, 0, 0, 8));
        assertThat(script("lorem-n10-think8", limited(5)).words()).isEmpty();
    }

    @Test
    void thoughts_beginWithAWord_andGoOnForAsLongAsSet() {
        Script script = script("lorem-think100", question("x", TEXT));
        assertThat(script.thoughts()).hasSize(100);
        assertThat(script.thought()).startsWith("Let me see what is asked");
        assertThat(script("lorem", question("x", TEXT)).thoughts()).isEmpty();
    }

    @Test
    void stop_thatOccurs_endsTheAnswer() {
        Script script = script("echo", stopping("one two END three STOP", "STOP", "END", "", "no"));
        assertThat(script.text()).isEqualTo("one two ");
        assertThat(script.stop()).contains("END");
        assertThat(script.finish()).isEqualTo(FinishReason.STOP);
        assertThat(script("echo", stopping("one", "two")).stop()).isEmpty();
    }

    @Test
    void jsonObject_ofLorem_wrapsItsText() {
        assertThat(TestStage.json(script("lorem-n3", question("x", OBJECT)).text())
                        .path("text")
                        .asText())
                .isEqualTo(script("lorem-n3", question("x", TEXT)).text());
    }

    @Test
    void jsonObject_ofEcho_isTheUsersOwnIfItIsOne() {
        assertThat(script("echo", question("{\"a\": 1}", OBJECT)).text()).isEqualTo("{\"a\": 1}");
        assertThat(script("echo", question("{\"a\": 1} and more", OBJECT)).text())
                .isEqualTo("{\"text\":\"{\\\"a\\\": 1} and more\"}");
        assertThat(script("echo", question("[1]", OBJECT)).text()).isEqualTo("{\"text\":\"[1]\"}");
    }

    @Test
    void jsonSchema_isSatisfied() {
        assertThat(script("lorem", question("x", SCHEMA)).text()).isEqualTo("\"red\"");
        assertThat(script("echo", question("{\"b\": 2}", SCHEMA)).text()).isEqualTo("{\"b\": 2}");
    }

    private static Script script(String model, Question question) {
        return new Author(TestStage.JSON).script(question, SettingsReader.read(model, MissingNode.getInstance()));
    }

    private static Question question(String words, ResponseFormat format) {
        return question(words, format, OptionalInt.empty(), OptionalLong.empty(), List.of());
    }

    private static Question seeded(long seed) {
        return question("x", TEXT, OptionalInt.empty(), OptionalLong.of(seed), List.of());
    }

    private static Question limited(int limit) {
        return question("x", TEXT, OptionalInt.of(limit), OptionalLong.empty(), List.of());
    }

    private static Question stopping(String words, String... stops) {
        return question(words, TEXT, OptionalInt.empty(), OptionalLong.empty(), List.of(stops));
    }

    private static Question question(
            String words, ResponseFormat format, OptionalInt limit, OptionalLong seed, List<String> stops) {
        Heard heard = new Heard(words, 9, List.of(), List.of());
        return new Question(
                "model", heard, limit, stops, 0, format, Tools.NONE, seed, true, true, MissingNode.getInstance());
    }
}
