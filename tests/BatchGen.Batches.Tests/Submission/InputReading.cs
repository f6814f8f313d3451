using System.Text;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Tests.Submission;

/// <summary>One input read to its end, under small limits.</summary>
internal sealed record InputReading(BatchInputReader Reader, List<InputEntry> Entries, InputProblem? Fatal)
{
    public static readonly SubmissionOptions Small = new() { MaxFileBytes = 10_000, MaxItems = 20, MaxLineBytes = 500, MaxJsonDepth = 16 };

    public static Task<InputReading> ReadAsync(string input, InputFormat format = InputFormat.Detect) =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(input)), format);

    public static Task<InputReading> ReadAsync(byte[] input) => ReadAsync(new MemoryStream(input), InputFormat.Detect);

    public static async Task<InputReading> ReadAsync(Stream input, InputFormat format)
    {
        var reader = new BatchInputReader(input, format, Small);
        var entries = new List<InputEntry>();
        await foreach (var entry in reader.ReadAsync(CancellationToken.None))
            entries.Add(entry);
        return new InputReading(reader, entries, reader.Fatal);
    }
}
