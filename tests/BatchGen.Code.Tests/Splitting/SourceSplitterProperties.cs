using BatchGen.Code.Languages;
using BatchGen.Code.Splitting;
using CsCheck;

namespace BatchGen.Code.Tests.Splitting;

/// <summary>What holds for every text, in every language.</summary>
public sealed class SourceSplitterProperties
{
    private const int Runs = 60;

    public static TheoryData<string> EveryLanguage => [.. Language.Syntaxes.Select(language => language.Name)];

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public Task Split_GivesTheTextBack_WhenJoined(string language) =>
        ForAnyText(language, CountingRules.Words, (text, _, chunks) =>
            Assert.Equal(text, string.Concat(chunks.Select(chunk => chunk.Text))));

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public Task Split_KeepsEveryChunkWithItsHeaderInTheBudget_WhenCountedAgain(string language) =>
        ForAnyText(language, CountingRules.Words, AssertFits);

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public Task Split_PartsNoPairAndNoLineEnd_WhereverItCuts(string language) =>
        ForAnyText(language, CountingRules.Characters, (text, _, chunks) =>
        {
            foreach (var cut in chunks.Skip(1).Select(chunk => chunk.Range.Start))
            {
                Assert.False(char.IsHighSurrogate(text[cut - 1]) && char.IsLowSurrogate(text[cut]), $"a surrogate pair was parted at {cut}");
                Assert.False(text[cut - 1] == '\r' && text[cut] == '\n', $"CR LF was parted at {cut}");
            }
        });

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public Task Split_NumbersPartsAndRangesWithoutGaps_WhereverItCuts(string language) =>
        ForAnyText(language, CountingRules.Words, (text, _, chunks) =>
        {
            var end = 0;
            for (var i = 0; i < chunks.Count; i++)
            {
                Assert.Equal(i + 1, chunks[i].Part);
                Assert.Equal(chunks.Count, chunks[i].Parts);
                Assert.Equal(end, chunks[i].Range.Start);
                Assert.Equal(text[end..chunks[i].Range.End], chunks[i].Text);
                Assert.Equal(CountLines(text[..end]) + 1, chunks[i].Range.FirstLine);
                end = chunks[i].Range.End;
            }

            Assert.Equal(text.Length, end);
        });

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public Task Split_GivesTheSameChunks_WhenDoneAgain(string language) =>
        ForAnyText(language, CountingRules.Words, async (text, budget, chunks) =>
        {
            var again = await SplitAsync(language, text, budget, CountingRules.Words, ChunkPacking.Full);
            Assert.Equal(chunks.Select(Describe), again.Select(Describe));
        });

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public Task CutAgain_GivesTheSameChunks_WithoutCounting(string language) =>
        ForAnyText(language, CountingRules.Words, (text, _, chunks) =>
        {
            var again = SourceSplitter.CutAgain(DocumentOf(language, text), [.. chunks.Select(chunk => chunk.Cut)]);
            Assert.Equal(chunks.Select(Describe), again.Select(Describe));
            Assert.Equal(chunks.Select(chunk => chunk.Prompt), again.Select(chunk => chunk.Prompt));
        });

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public Task Split_StillFitsAndJoins_WhenPackedPerDeclaration(string language) =>
        SourceTexts.Any.Select(SourceTexts.Budget).SampleAsync(
            async (text, budget) =>
            {
                var chunks = await SplitAsync(language, text, budget, CountingRules.Words, ChunkPacking.PerDeclaration);
                Assert.Equal(text, string.Concat(chunks.Select(chunk => chunk.Text)));
                Assert.All(chunks, chunk => Assert.True(chunk.Tokens <= budget));
            },
            iter: Runs);

    [Theory]
    [InlineData("growing")]
    [InlineData("erratic")]
    [InlineData("bytes")]
    public Task Split_KeepsTheBudget_WhenTheTokenizerIsUnruly(string rule)
    {
        var counter = rule switch
        {
            "growing" => CountingRules.Growing,
            "erratic" => CountingRules.Erratic,
            _ => CountingRules.Bytes,
        };
        // A character takes four bytes at most; below that nothing has to fit.
        return SourceTexts.Any.Select(Gen.Int[4, 120]).SampleAsync(
            async (text, budget) =>
            {
                var chunks = await SplitAsync("javascript", text, budget, counter, ChunkPacking.Full);
                Assert.Equal(text, string.Concat(chunks.Select(chunk => chunk.Text)));
                var counts = await counter.CountAsync([.. chunks.Select(chunk => chunk.Prompt)], default);
                Assert.All(counts, tokens => Assert.True(tokens <= budget, $"{tokens} tokens in a budget of {budget}"));
            },
            iter: 4 * Runs);
    }

    private static Task ForAnyText(string language, ITokenCounter counter, Action<string, int, IReadOnlyList<SourceChunk>> check) =>
        ForAnyText(language, counter, (text, budget, chunks) =>
        {
            check(text, budget, chunks);
            return Task.CompletedTask;
        });

    private static Task ForAnyText(string language, ITokenCounter counter, Func<string, int, IReadOnlyList<SourceChunk>, Task> check) =>
        SourceTexts.Any.Select(SourceTexts.Budget).SampleAsync(
            async (text, budget) => await check(text, budget, await SplitAsync(language, text, budget, counter, ChunkPacking.Full)),
            iter: Runs);

    private static void AssertFits(string text, int budget, IReadOnlyList<SourceChunk> chunks)
    {
        var counts = CountingRules.Words.CountAsync([.. chunks.Select(chunk => chunk.Prompt)], default).Result;
        Assert.Equal(counts, chunks.Select(chunk => chunk.Tokens));
        Assert.All(counts, tokens => Assert.True(tokens <= budget, $"{tokens} tokens in a budget of {budget}"));
    }

    private static Task<IReadOnlyList<SourceChunk>> SplitAsync(
        string language, string text, int budget, ITokenCounter counter, ChunkPacking packing) =>
        SourceSplitter.SplitAsync(
            DocumentOf(language, text), new ChunkBudget(budget) { Packing = packing }, counter);

    private static SourceDocument DocumentOf(string language, string text) => new("src/sample", Language.FindSyntax(language)!, text);

    private static string Describe(SourceChunk chunk) => $"{chunk.Part}/{chunk.Parts} {chunk.Range} {chunk.StartsAt} {chunk.Tokens} {chunk.Header.Text}";

    private static int CountLines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r');
}
