using System.Globalization;
using System.Numerics;
using System.Text.Json;
using BatchGen.Batches.Live;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Tests.Submission;

/// <summary>What is written otherwise and means the same, and what only looks like it.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("64", "64")]
    [InlineData("64.0", "64")]
    [InlineData("64.", null)]
    [InlineData("6.4e1", "64")]
    [InlineData("6.4E+1", "64")]
    [InlineData("640e-1", "64")]
    [InlineData("-64.000", "-64")]
    [InlineData("0.064e3", "64")]
    [InlineData("0e99999999999999999999", "0")]
    [InlineData("9007199254740993.0", "9007199254740993")]
    [InlineData("18446744073709551615.0", "18446744073709551615")]
    [InlineData("1e99999999999999999999", "1000000000000000000000000000000")]
    [InlineData("-1e400", "-1000000000000000000000000000000")]
    [InlineData("32.5", null)]
    [InlineData("6.45e1", null)]
    [InlineData("1e-1", null)]
    [InlineData("1e-99999999999999999999", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData("e1", null)]
    [InlineData("1e", null)]
    [InlineData("1e+", null)]
    [InlineData("--1", null)]
    [InlineData("0x10", null)]
    [InlineData(" 1", null)]
    [InlineData("１", null)]
    public void WholeNumber_IsWhatIsWrittenWithoutAFraction(string text, string? number)
    {
        Assert.Equal(number is not null, WholeNumber.TryRead(text, out var read));
        Assert.Equal(number is null ? BigInteger.Zero : BigInteger.Parse(number, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("/v1/chat/completions", EndpointUrl.Chat)]
    [InlineData("/v1/chat/completions/", EndpointUrl.Chat)]
    [InlineData("//v1//chat/completions", EndpointUrl.Chat)]
    [InlineData("v1/chat/completions", EndpointUrl.Chat)]
    [InlineData("/chat/completions", EndpointUrl.Chat)]
    [InlineData(" /V1/Chat/Completions ", EndpointUrl.Chat)]
    [InlineData("https://api.openai.com/v1/chat/completions", EndpointUrl.Chat)]
    [InlineData("http://127.0.0.1:5080/v1/chat/completions?x=1#y", EndpointUrl.Chat)]
    [InlineData("/v1/chat/completions?api-version=1", EndpointUrl.Chat)]
    [InlineData("/v1/completions/", EndpointUrl.Completions)]
    [InlineData("completions", EndpointUrl.Completions)]
    [InlineData("/v1/embeddings", null)]
    [InlineData("/v2/chat/completions", null)]
    [InlineData("/v1/chat", null)]
    [InlineData("", null)]
    [InlineData("file:///v1/completions", null)]
    [InlineData("https://api.openai.com", null)]
    public void Url_IsFound_HoweverItIsSpelled(string spelled, string? endpoint) => Assert.Equal(endpoint, EndpointUrl.Find(spelled));

    [Theory]
    [InlineData("post", true)]
    [InlineData("Post ", true)]
    [InlineData("GET", false)]
    public async Task Method_IsTaken_WhateverItsCase(string method, bool isTaken)
    {
        var reading = await InputReading.ReadAsync($$$"""{"method":"{{{method}}}","url":"chat/completions/","body":{"messages":[{"role":"user","content":"a"}]}}""");

        Assert.Equal(isTaken, Assert.Single(reading.Entries) is GoodEntry);
        Assert.Equal(EndpointUrl.Chat, reading.Reader.Endpoint);
    }

    [Theory]
    [InlineData("\"max_tokens\":6.4e1", 64, null)]
    [InlineData("\"top_k\":-1", null, 0)]
    [InlineData("\"top_k\":20.0", null, 20)]
    public void Number_IsWhatItMeans(string field, int? maxTokens, int? topK)
    {
        using var body = JsonDocument.Parse($$"""{"prompt":["a"],{{field}}}""");

        var request = Assert.Single(LiveRequestParser.ParseCompletion(body.RootElement).Requests);

        Assert.Equal(("a", maxTokens, topK), (request.Prompt, request.MaxTokens, request.TopK));
    }

    [Fact]
    public void Prompts_AreAChoiceEach_WithTheSameSettings()
    {
        using var body = JsonDocument.Parse("""{"prompt":["a","b"],"max_tokens":3}""");

        var requests = LiveRequestParser.ParseCompletion(body.RootElement).Requests;

        Assert.Equal([("a", 3), ("b", 3)], requests.Select(request => (request.Prompt!, request.MaxTokens!.Value)));
    }
}
