using System.Text.Json;
using BatchGen.Batches.Live;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Tests.Submission;

public sealed class LogprobsRequestTests
{
    private static readonly BatchSettings Settings = new(SystemPrompt: null, SamplingSettings.Greedy, MaxTokens: null);

    [Theory]
    [InlineData("", null)]
    [InlineData(",\"logprobs\":null,\"top_logprobs\":null", null)]
    [InlineData(",\"logprobs\":false,\"top_logprobs\":0", null)]
    [InlineData(",\"logprobs\":true", 0)]
    [InlineData(",\"top_logprobs\":20,\"logprobs\":true", 20)]
    public void ToGeneration_AsksForAsMany_AsTheRequestSays(string fields, int? likeliest) =>
        Assert.Equal(likeliest, Parse(fields).ToGeneration("1", Settings, null).LikeliestTokens);

    [Theory]
    [InlineData(",\"logprobs\":1", "invalid_type", "logprobs")]
    [InlineData(",\"logprobs\":true,\"top_logprobs\":21", "value_out_of_range", "top_logprobs")]
    [InlineData(",\"logprobs\":true,\"top_logprobs\":-1", "value_out_of_range", "top_logprobs")]
    [InlineData(",\"top_logprobs\":2", "value_out_of_range", "top_logprobs")]
    public void Parse_NamesTheField_WhenItCannotBeHonoured(string fields, string code, string param)
    {
        var refusal = Assert.Throws<RequestRefusedException>(() => Parse(fields));

        Assert.Equal((code, param), (refusal.Code, refusal.Param));
    }

    private static ItemRequest Parse(string fields)
    {
        using var document = JsonDocument.Parse($"{{\"messages\":[{{\"role\":\"user\",\"content\":\"Hi\"}}]{fields}}}");
        return LiveRequestParser.ParseChat(document.RootElement).Request;
    }
}
