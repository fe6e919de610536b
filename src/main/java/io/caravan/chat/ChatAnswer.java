package io.caravan.chat;

/** What comes back for a {@link ChatRequest}: everything at once, or piece by piece. */
public sealed interface ChatAnswer permits ChatResponse, ChatStream {}
