// OpenAI's own client asking for embeddings, which it does in base64 unless told otherwise.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: process.env.CARAVAN_URL ?? "http://localhost:1323/v1",
  apiKey: "anything",
  maxRetries: 0,
});
const providers = ["openai", "gemini", "cohere", "qwen"];

function near(one, other) {
  return one.length === other.length && one.every((value, i) => Math.abs(value - other[i]) < 1e-6);
}

for (const provider of providers) {
  test(`${provider}: vectors are the same in either format, and in the order of the texts`, async () => {
    const model = `${provider}/some-embedding`;
    const input = Array.from({ length: 25 }, (_, i) => `Text number ${i}`);
    const packed = await client.embeddings.create({ model, input, dimensions: 8 });
    const plain = await client.embeddings.create({ model, input, dimensions: 8, encoding_format: "float" });
    assert.equal(packed.object, "list");
    assert.deepEqual(packed.data.map((item) => item.index), input.map((_, i) => i));
    packed.data.forEach((item, i) => {
      assert.equal(item.embedding.length, 8);
      assert.ok(near(Array.from(item.embedding), plain.data[i].embedding));
    });
    const last = await client.embeddings.create({ model, input: input[24], dimensions: 8, encoding_format: "float" });
    assert.ok(near(last.data[0].embedding, plain.data[24].embedding));
  });
}

test("usage is told", async () => {
  const answer = await client.embeddings.create({ model: "openai/text-embedding-3-small", input: "Hello there" });
  assert.ok(answer.usage.prompt_tokens > 0);
  assert.equal(answer.data[0].embedding.length, 1536);
});

test("a wrong text raises BadRequestError that names it", async () => {
  const failure = await client.embeddings
    .create({ model: "openai/text-embedding-3-small", input: ["fine", ""] })
    .then(() => assert.fail("no error"), (error) => error);
  assert.ok(failure instanceof OpenAI.BadRequestError);
  assert.equal(failure.param, "input.1");
});

test("a provider without embeddings raises BadRequestError that names it", async () => {
  const failure = await client.embeddings
    .create({ model: "anthropic/claude-sonnet-4-5", input: "Hello" })
    .then(() => assert.fail("no error"), (error) => error);
  assert.ok(failure instanceof OpenAI.BadRequestError);
  assert.match(failure.message, /anthropic has no embeddings/);
});
