package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final String GEMINI = "gemini-2.5-flash";
    private static final String GEMMA = "gemma-3-27b-it";

    @Test
    void instructions_whereverTheyStand_areApart() {
        check(GEMINI, """
            [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"},
             {"role": "developer", "content": [{"type": "text", "text": "Be kind."}, {"type": "text", "text": ""}]}]\
            """, """
            {"systemInstruction": {"parts": [{"text": "Be brief."}, {"text": "Be kind."}]},
             "contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}\
            """);
    }

    @Test
    void instructions_onGemma_beginTheFirstUserText() {
        check(GEMMA, """
            [{"role": "assistant", "content": "Hello"}, {"role": "user", "content": "Hi"},
             {"role": "system", "content": "Be brief."}, {"role": "system", "content": "Be kind."}]\
            """, """
            {"contents": [{"role": "model", "parts": [{"text": "Hello"}]},
             {"role": "user", "parts": [{"text": "Be brief.\\n\\nBe kind.\\n\\nHi"}]}]}\
            """);
    }

    @Test
    void instructions_onGemmaWithABlankUser_replaceTheBlank() {
        check(GEMMA, """
            [{"role": "system", "content": "Be brief."}, {"role": "user", "content": ""}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "Be brief."}]}]}\
            """);
    }

    @Test
    void instructions_onGemmaWithoutAUser_areTheFirstTurn() {
        check(GEMMA, """
            [{"role": "system", "content": "Be brief."}, {"role": "assistant", "content": "Hello"}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "Be brief."}]},
             {"role": "model", "parts": [{"text": "Hello"}]}]}\
            """);
    }

    @Test
    void instructions_alone_areFollowedByABlankUser() {
        check(GEMINI, """
            [{"role": "system", "content": "Be brief."}]\
            """, """
            {"systemInstruction": {"parts": [{"text": "Be brief."}]},
             "contents": [{"role": "user", "parts": [{"text": " "}]}]}\
            """);
    }

    @Test
    void instructions_empty_areLeftOut() {
        check(GEMINI, """
            [{"role": "system", "content": ""}, {"role": "user", "content": "Hi"}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}\
            """);
    }

    @Test
    void turns_ofOneRole_areMerged() {
        check(GEMINI, """
            [{"role": "user", "content": "One"}, {"role": "user", "content": "Two"},
             {"role": "assistant", "content": "Three"}, {"role": "system", "content": "Be brief."},
             {"role": "assistant", "content": "Four"}, {"role": "user", "content": "Five"}]\
            """, """
            {"systemInstruction": {"parts": [{"text": "Be brief."}]},
             "contents": [{"role": "user", "parts": [{"text": "One"}, {"text": "Two"}]},
             {"role": "model", "parts": [{"text": "Three"}, {"text": "Four"}]},
             {"role": "user", "parts": [{"text": "Five"}]}]}\
            """);
    }

    @Test
    void user_withoutText_isABlank() {
        check(GEMINI, """
            [{"role": "user", "content": [{"type": "text", "text": ""}, {"type": "text", "text": ""}]}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": " "}]}]}\
            """);
    }

    @Test
    void instructions_onGemmaBeforeAPicture_areAPartOfTheirOwn() {
        check(GEMMA, """
            [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
              {"type": "text", "text": "What is this?"}]}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "Be brief."},
             {"inlineData": {"mimeType": "image/png", "data": "AA=="}}, {"text": "What is this?"}]}]}\
            """);
    }

    @Test
    void instructions_otherThanText_areRefused() {
        refused("messages.0.content.1", """
            [{"role": "system", "content": [{"type": "text", "text": "Be brief."},
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}]},
             {"role": "user", "content": "Hi"}]\
            """);
    }

    @Test
    void parts_ofUnknownKinds_areRefused() {
        refused("messages.0.content.1", """
            [{"role": "user", "content": [{"type": "text", "text": "What is this?"},
              {"type": "video_url", "video_url": {"url": "https://example.org/cat.mp4"}}]}]\
            """);
    }

    @Test
    void results_ofFunctionsThatWereNotCalled_areRefused() {
        String messages = """
            [{"role": "user", "content": "Hi"}, {"role": "function", "name": "f", "content": "42"}]\
            """;
        Refusals.invalid(ask(GEMINI, messages, ""), "messages.1.name");
    }

    private static void check(String model, String messages, String expected) {
        assertThat(body(ask(model, messages, ""))).isEqualTo(json(expected));
    }

    private static void refused(String path, String messages) {
        Refusals.unsupported(ask(GEMINI, messages, ""), path);
    }
}
