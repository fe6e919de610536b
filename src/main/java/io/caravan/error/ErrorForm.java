package io.caravan.error;

/** The vocabulary in which a caller expects its errors. */
public enum ErrorForm {
    /** LiteLLM's exception names and {@code server.llm.*} codes, under {@code /llm}. */
    GATEWAY,
    /** OpenAI's types and codes, under {@code /v1}. */
    OPENAI
}
