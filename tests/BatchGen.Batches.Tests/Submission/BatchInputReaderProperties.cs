using System.Text;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using CsCheck;
using static BatchGen.Batches.Tests.Submission.InputReading;

namespace BatchGen.Batches.Tests.Submission;

public sealed class BatchInputReaderProperties
{
    [Fact]
    public void Read_NeverThrows_WhateverTheBytes() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Check(bytes), iter: 3_000);

    [Fact]
    public void Read_NeverThrows_WhateverAValidLineIsTurnedInto()
    {
        // Plain noise never gets past the first brace; this does.
        var valid = Encoding.UTF8.GetBytes(
            "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9\"}],\"seed\":1,\"stop\":[\"x\"]}}\n");
        var change = Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte);
        string[] tokens = ["{", "}", "[", "]", "null", "\"", "\\ud800", "1e99", ",", ":", "\n", "\0", "\uFEFF", "true"];
        var splice = Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Int[0, tokens.Length - 1]);

        Gen.Select(change.Array[0, 4], splice.Array[0, 3]).Sample(
            (changes, splices) =>
            {
                var bytes = valid.ToList();
                foreach (var (at, value) in changes)
                    bytes[at] = value;
                foreach (var (at, token) in splices)
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(tokens[token]));
                return Check([.. bytes]);
            },
            iter: 3_000);
    }

    /// <summary>
    /// Whatever comes: every line that is not blank has exactly one verdict, in order, and every refusal a code and a sentence. A line with
    /// a mark in its middle is where two files were joined, and may be two.
    /// </summary>
    private static bool Check(byte[] bytes)
    {
        var reading = ReadAsync(bytes).GetAwaiter().GetResult();
        var lines = reading.Entries.Select(entry => entry.Line).ToList();
        var problems = reading.Entries.OfType<BadEntry>().Select(entry => entry.Problem).Append(reading.Fatal).OfType<InputProblem>();
        var verdicts = bytes.AsSpan().LastIndexOf(Encoding.UTF8.Preamble) > 0 ? lines.Distinct().ToList() : lines;
        return lines.SequenceEqual(lines.Order())
            && verdicts.SequenceEqual(lines.Distinct())
            && problems.All(problem => problem.Code.Length > 0 && problem.Message.Length > 0)
            && (reading.Fatal is not null || verdicts.Count == reading.Reader.Lines - reading.Reader.BlankLines)
            && reading.Entries.OfType<GoodEntry>().All(entry => StoredJson.Write(StoredJson.ReadRequest(StoredJson.Write(entry.Request))).Length > 0);
    }
}
