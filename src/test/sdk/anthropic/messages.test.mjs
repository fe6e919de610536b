// Anthropic's own client against a running gateway whose providers are played by the simulator.
import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  baseURL: new URL("/", process.env.CARAVAN_URL ?? "http://localhost:1323/v1").origin,
  apiKey: "anything",
  maxRetries: 0,
});
const providers = ["anthropic", "openai", "gemini", "cohere"];
const max_tokens = 1000;
const question = { role: "user", content: "Hello from a client" };
const tools = [
  {
    name: "get_weather",
    description: "Tells the weather of a city.",
    input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
  { name: "get_time", description: "Tells the time.", input_schema: { type: "object", properties: {} } },
];
const results = (content) => ({
  role: "user",
  content: content
    .filter((block) => block.type === "tool_use")
    .map((block) => ({ type: "tool_result", tool_use_id: block.id, content: `${block.name} is fine` })),
});
const text = (message) =>
  message.content
    .filter((block) => block.type === "text")
    .map((block) => block.text)
    .join("");

for (const provider of providers) {
  test(`${provider}: a message has its text, its reason and its usage`, async () => {
    const message = await client.messages.create({ model: `${provider}/echo-r0`, max_tokens, messages: [question] });
    assert.equal(message.type, "message");
    assert.equal(message.role, "assistant");
    assert.equal(text(message).trim(), "Hello from a client");
    assert.equal(message.stop_reason, "end_turn");
    assert.ok(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
  });

  test(`${provider}: the tokens of a message are counted`, async () => {
    const count = await client.messages.countTokens({ model: `${provider}/echo-r0`, messages: [question] });
    assert.ok(count.input_tokens > 0);
  });

  test(`${provider}: the streaming helper puts the same message together`, async () => {
    const stream = client.messages.stream({ model: `${provider}/echo-r0`, max_tokens, messages: [question] });
    let streamed = "";
    stream.on("text", (piece) => (streamed += piece));
    const message = await stream.finalMessage();
    assert.equal(text(message).trim(), "Hello from a client");
    assert.equal(streamed, text(message));
    assert.equal(message.stop_reason, "end_turn");
    assert.ok(message.usage.output_tokens > 0);
  });

  test(`${provider}: two parallel calls, and an answer that knows both results`, async () => {
    const asked = { model: `${provider}/echo-r0-call2`, max_tokens, tools };
    const first = await client.messages.create({ ...asked, messages: [question] });
    assert.equal(first.stop_reason, "tool_use");
    const calls = first.content.filter((block) => block.type === "tool_use");
    assert.deepEqual(calls.map((call) => call.name), ["get_weather", "get_time"]);
    assert.equal(typeof calls[0].input.city, "string");
    assert.deepEqual(calls[1].input, {});
    const second = await client.messages.create({
      ...asked,
      messages: [question, { role: "assistant", content: first.content }, results(first.content)],
    });
    assert.equal(second.stop_reason, "end_turn");
    assert.match(text(second), /get_weather is fine[^]*get_time is fine/);
  });

  test(`${provider}: streamed calls are the same`, async () => {
    const message = await client.messages
      .stream({ model: `${provider}/echo-r0-call2`, max_tokens, tools, messages: [question] })
      .finalMessage();
    const calls = message.content.filter((block) => block.type === "tool_use");
    assert.equal(message.stop_reason, "tool_use");
    assert.deepEqual(calls.map((call) => call.name), ["get_weather", "get_time"]);
    assert.equal(typeof calls[0].input.city, "string");
    assert.deepEqual(calls[1].input, {});
  });

  const classes = {
    400: Anthropic.BadRequestError,
    401: Anthropic.AuthenticationError,
    403: Anthropic.PermissionDeniedError,
    404: Anthropic.NotFoundError,
    429: Anthropic.RateLimitError,
    503: Anthropic.InternalServerError,
  };
  for (const [status, type] of Object.entries(classes)) {
    test(`${provider}: ${status} raises ${type.name}, whole and streamed`, async () => {
      for (const stream of [false, true]) {
        const failure = await client.messages
          .create({ model: `${provider}/lorem-r0-e${status}`, max_tokens, messages: [question], stream })
          .then(() => assert.fail("no error"), (error) => error);
        assert.ok(failure instanceof type, `${failure.constructor.name}: ${failure.message}`);
        assert.equal(failure.error.type, "error");
        assert.ok(failure.error.error.message);
      }
    });
  }

  test(`${provider}: a stream that breaks off is an error, never a whole message`, async () => {
    await assert.rejects(
      client.messages.stream({ model: `${provider}/lorem-r0-cut5`, max_tokens, messages: [question] }).finalMessage(),
    );
  });
}

test("anthropic: signed thoughts survive a tool loop", async () => {
  const asked = {
    model: "anthropic/echo-r0-think9-call1",
    max_tokens: 4000,
    tools,
    thinking: { type: "enabled", budget_tokens: 1024 },
  };
  const first = await client.messages.create({ ...asked, messages: [question] });
  const thought = first.content.find((block) => block.type === "thinking");
  assert.ok(thought.thinking && thought.signature);
  const second = await client.messages.create({
    ...asked,
    messages: [question, { role: "assistant", content: first.content }, results(first.content)],
  });
  assert.match(text(second), /get_weather is fine/);
});

test("a request without max_tokens is refused in Anthropic's form", async () => {
  const failure = await client.messages
    .create({ model: "openai/echo-r0", messages: [question] })
    .then(() => assert.fail("no error"), (error) => error);
  assert.ok(failure instanceof Anthropic.BadRequestError);
  assert.equal(failure.error.error.type, "invalid_request_error");
  assert.match(failure.message, /max_tokens/);
});
