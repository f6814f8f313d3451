using System.Text.Json;
using BatchGen.Batches.Live;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Testing.Requests;

namespace BatchGen.Batches.Tests.Submission;

/// <summary>What real clients send, in each of the three ways a request comes in: live, as a line in OpenAI's form, as a line in the short form.</summary>
public sealed class RequestKindsTests
{
    public static TheoryData<RequestCase> Taken => [.. RequestCase.Replayed, .. RequestCase.Spelled];

    public static TheoryData<RequestCase> Refused => [.. RequestCase.Refused];

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Request_IsTaken_AndMeansTheSameInEveryForm(RequestCase one)
    {
        var live = StoredJson.Write(Assert.Single(Live(one).Requests));

        foreach (var line in Lines(one))
        {
            var entry = Assert.Single((await ReadAsync(line)).Entries);
            Assert.True(entry is GoodEntry, (entry as BadEntry)?.Problem.Message);
            Assert.Equal(live, StoredJson.Write(((GoodEntry)entry).Request));
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Request_IsRefusedByName_WithTheSameSentenceInEveryForm(RequestCase one)
    {
        var live = Assert.Throws<RequestRefusedException>(() => Live(one));
        Assert.Equal((one.Code, one.Param), (live.Code, live.Param));
        if (one.Code == "target_language_missing")
            return; // A batch's settings may name it, so that a line alone does not tell.

        foreach (var line in Lines(one))
        {
            var problem = Assert.IsType<BadEntry>(Assert.Single((await ReadAsync(line)).Entries)).Problem;
            Assert.Equal((one.Code, one.Param), (problem.Code, problem.Param));
            Assert.True(Words(live.Message) == Words(problem.Message), problem.Message);
            Assert.True(problem.IsInsideRequest);
            Assert.False(MalformedLine.Is(problem));
        }
    }

    [Fact]
    public void Data_IsThere() => Assert.True(RequestCase.Replayed.Count > 40 && RequestCase.Spelled.Count > 20 && RequestCase.Refused.Count > 55);

    private static RequestBody Live(RequestCase one)
    {
        using var body = JsonDocument.Parse(one.Body);
        return one.Endpoint == EndpointUrl.Chat ? LiveRequestParser.ParseChat(body.RootElement) : LiveRequestParser.ParseCompletion(body.RootElement);
    }

    /// <summary>What a batch cannot do at all is not asked of one: its lines are never streamed.</summary>
    private static IEnumerable<string> Lines(RequestCase one)
    {
        yield return one.AsLine("a");
        // Which of two fields is missing is told otherwise where either would do.
        if (one.AsShortLine("a") is { } line && one.Why != "messages null")
            yield return line;
    }

    /// <summary>Each form knows its own fields: their list ends the sentence.</summary>
    private static string Words(string sentence) => sentence.Split("; known here:")[0];

    private static async Task<InputReading> ReadAsync(string line)
    {
        var reader = new BatchInputReader(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(line)), InputFormat.JsonLines, new SubmissionOptions());
        var entries = new List<InputEntry>();
        await foreach (var entry in reader.ReadAsync(CancellationToken.None))
            entries.Add(entry);
        return new InputReading(reader, entries, reader.Fatal);
    }
}
