using System.Text;
using BatchGen.Inference.Tools;

namespace BatchGen.Inference.Tests.Tools;

public sealed class ToolCallReaderTests
{
    private const string Beijing = "```json\n{\"name\": \"weather\", \"arguments\": {\"location\": \"Beijing\"}}\n```";
    private const string Fenced = "```json\n{\"name\": \"note\", \"arguments\": {\"text\": \"use ```js\\nx\\n``` here\"}}\n```";

    private static readonly ToolOffer Offer = new(
        [
            new ToolDefinition("weather", "Says the weather.", """{"type":"object","properties":{"location":{"type":"string"}},"required":["location"]}""", IsStrict: false),
            new ToolDefinition("note", null, null, IsStrict: false),
        ],
        ToolChoice.Auto,
        AllowsSeveralCalls: true);

    [Theory]
    [InlineData("Hello.\n", "Hello.\n", "")]
    [InlineData("  \n Hello. ", "  \n Hello. ", "")]
    [InlineData("", "", "")]
    [InlineData(Beijing, "", "weather({\"location\": \"Beijing\"})")]
    [InlineData("Let me look.\n\n" + Beijing + "\n", "Let me look.", "weather({\"location\": \"Beijing\"})")]
    [InlineData(Beijing + "\n" + Fenced, "", "weather({\"location\": \"Beijing\"}) note({\"text\": \"use ```js\\nx\\n``` here\"})")]
    [InlineData("One:\n" + Beijing + "\nTwo.", "One:\nTwo.", "weather({\"location\": \"Beijing\"})")]
    [InlineData("```json{\"name\":\"note\",\"arguments\":{}}```", "", "note({})")]
    [InlineData("```json\n{\"name\":\"note\",\"arguments\":{}}\n", "", "note({})")]
    [InlineData("```json\n{\"name\": \"other\", \"arguments\": {}}\n```", "```json\n{\"name\": \"other\", \"arguments\": {}}\n```", "")]
    [InlineData("```json\n{\"name\": \"note\"}\n```", "```json\n{\"name\": \"note\"}\n```", "")]
    [InlineData("```json\n{\"name\": \"note\", \"arguments\": \"x\"}\n```", "```json\n{\"name\": \"note\", \"arguments\": \"x\"}\n```", "")]
    [InlineData("```json\n[1]\n``` and ```", "```json\n[1]\n``` and ```", "")]
    [InlineData("```json\nno json\n```", "```json\nno json\n```", "")]
    [InlineData("```json\n{\"name\": \"note\", \"argum", "```json\n{\"name\": \"note\", \"argum", "")]
    [InlineData("```json x ```json\n{\"name\":\"note\",\"arguments\":{}}\n```", "```json x", "note({})")]
    [InlineData("```json\n{\"name\":\"note\",\"arguments\":{}} more", "```json\n{\"name\":\"note\",\"arguments\":{}} more", "")]
    [InlineData("``", "``", "")]
    public void Read_TellsTextFromCalls_HoweverTheAnswerIsCut(string answer, string text, string calls)
    {
        for (var length = 1; length <= Math.Max(1, answer.Length); length++)
            Assert.Equal((text, calls), Read(Offer, answer, length));
    }

    [Fact]
    public void Append_SendsTextOn_AsSoonAsItCanBeNoCall()
    {
        var reader = new ToolCallReader(Offer);

        Assert.Equal([new TextPart("Hello")], reader.Append("Hello"));
        Assert.Empty(reader.Append(" ``"));
        Assert.Equal([new TextPart(" `` and")], reader.Append(" and"));
    }

    [Fact]
    public void Append_EndsWithTheFirstCall_WhenOnlyOneIsAllowed()
    {
        var one = Offer with { AllowsSeveralCalls = false };

        Assert.Equal(("First.", "weather({\"location\": \"Beijing\"})"), Read(one, $"First. {Beijing}\n{Fenced} and more", 3));
    }

    [Fact]
    public void Read_TakesTheNamedFunctionOnly_WhenOneIsNamed() =>
        Assert.Null((Offer with { Choice = new ToolChoice(ToolChoiceKind.Named, "note") }).Read(Beijing));

    [Theory]
    [InlineData("""{"location":"Beijing"}""", true)]
    [InlineData("""{"location":7}""", false)]
    [InlineData("{}", false)]
    public void Read_TakesNoCallThatTheSchemaForbids_WhenTheFunctionIsStrict(string arguments, bool isCall)
    {
        var strict = Offer with { Tools = [Offer.Tools[0] with { IsStrict = true }] };
        var answer = $"```json\n{{\"name\":\"weather\",\"arguments\":{arguments}}}\n```";

        Assert.Equal(isCall, strict.Read(answer) is not null);
    }

    [Fact]
    public void Turn_IsReadBackAsTheSameCalls()
    {
        ToolCall[] calls = [new("weather", """{"location":"北京 \"x\""}"""), new("note", "{}")];

        var read = Offer.Read(ToolCallText.Turn("Both.", calls));

        Assert.Equal("Both.", read!.Content);
        Assert.Equal(calls, read.Calls);
        Assert.Equal(calls.Select(call => call.Name), Offer.Read(read.Readable)!.Calls.Select(call => call.Name));
    }

    private static (string Text, string Calls) Read(ToolOffer offer, string answer, int pieceLength)
    {
        var reader = new ToolCallReader(offer);
        var parts = new List<AnswerPart>();
        for (var start = 0; start < answer.Length; start += pieceLength)
            parts.AddRange(reader.Append(answer.Substring(start, Math.Min(pieceLength, answer.Length - start))));
        parts.AddRange(reader.Finish());
        var text = new StringBuilder().AppendJoin("", parts.OfType<TextPart>().Select(part => part.Text));
        return (text.ToString(), string.Join(' ', parts.OfType<CallPart>().Select(part => $"{part.Call.Name}({part.Call.ArgumentsJson})")));
    }
}
