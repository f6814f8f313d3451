using BatchGen.Code.Languages;
using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;
using BatchGen.Code.Splitting;

namespace BatchGen.Code.Tests.Splitting;

public sealed class SourceSplitterTests
{
    private static readonly string Service =
        "using System;\nusing System.Linq;\n\nnamespace Shop\n{\n    public sealed class Orders\n    {\n"
        + string.Concat(Enumerable.Range(1, 12).Select(i =>
            $"        public int Get{i}()\n        {{\n            return list.First(order => order.IsOpen && order.Total > {i});\n        }}\n\n"))
        + "    }\n}\n";

    [Fact]
    public async Task Split_GivesOneChunkWithoutHeader_WhenTheTextFits()
    {
        var chunk = Assert.Single(await SplitAsync("a.cs", Service, 1000));
        Assert.True(chunk.IsWhole);
        Assert.Equal(Service, chunk.Prompt);
        Assert.Equal(new SourceRange(0, Service.Length, 1, 7 + (12 * 5) + 2), chunk.Range);
    }

    [Fact]
    public async Task Split_GivesOneEmptyChunk_WhenTheTextIsEmpty()
    {
        var chunk = Assert.Single(await SplitAsync("a.cs", "", 10));
        Assert.Equal(new SourceRange(0, 0, 1, 1), chunk.Range);
        Assert.Equal("", chunk.Prompt);
    }

    [Fact]
    public async Task Split_TellsPathPartImportsAndScopes_WhenThereIsRoomForThem()
    {
        var chunks = await SplitAsync("src/Orders.cs", Service, 240);
        Assert.Equal(Service, string.Concat(chunks.Select(chunk => chunk.Text)));
        var last = chunks[^1];
        Assert.Equal(BoundaryRank.Member, last.StartsAt);
        Assert.Equal(
            $"""
            // File: src/Orders.cs, part {last.Part} of {last.Parts}
            // Imports of the file:
            //   using System;
            //   using System.Linq;
            // This part is inside:
            //   namespace Shop
            //     public sealed class Orders

            """,
            last.Header.Text);
        Assert.Equal(["using System;", "using System.Linq;"], last.Header.Imports);
        Assert.Equal(["namespace Shop", "public sealed class Orders"], last.Header.Scopes);
    }

    [Fact]
    public async Task CutAgain_RefusesCutsOfAnotherText()
    {
        var cuts = (await SplitAsync("a.cs", Service, 60)).Select(chunk => chunk.Cut).ToList();
        Assert.Throws<ArgumentException>(() => SourceSplitter.CutAgain(SourceDocument.Read("a.cs", Service + " "), cuts));
        Assert.Throws<ArgumentException>(() => SourceSplitter.CutAgain(SourceDocument.Read("a.cs", Service), []));
    }

    [Fact]
    public async Task Split_DropsPartsOfTheHeader_WhenTheBudgetShrinks()
    {
        List<int> lengths = [];
        foreach (var budget in new[] { 240, 120, 60, 30, 8 })
            lengths.Add((await SplitAsync("src/Orders.cs", Service, budget)).Max(chunk => chunk.Header.Text.Length));
        Assert.Equal(lengths.OrderDescending(), lengths);
        Assert.Equal(0, lengths[^1]);
    }

    [Fact]
    public async Task Split_BeginsChunksAtDeclarations_WhenEachFits()
    {
        var text = string.Concat(Enumerable.Range(1, 20).Select(i => $"def f{i}(x):\n    y = x + {i}\n\n    return y\n\n\n"));
        var chunks = await SplitAsync("f.py", text, 60);
        Assert.True(chunks.Count > 3);
        Assert.All(chunks, chunk => Assert.StartsWith("def f", chunk.Text, StringComparison.Ordinal));
        Assert.All(chunks, chunk => Assert.Equal(BoundaryRank.Declaration, chunk.StartsAt));
    }

    [Fact]
    public async Task Split_PutsOneDeclarationInEachChunk_WhenPackedPerDeclaration()
    {
        var text = "import os\n\nLIMIT = 3\n\n" + string.Concat(
            Enumerable.Range(1, 6).Select(i => $"# f{i}\ndef f{i}(x):\n    return x + {i}\n\n")) + "f1(2)\n";
        var chunks = await SourceSplitter.SplitAsync(
            SourceDocument.Read("f.py", text), new ChunkBudget(60) { Packing = ChunkPacking.PerDeclaration }, CountingRules.Words);
        Assert.Equal(6, chunks.Count);
        Assert.StartsWith("import os", chunks[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("# f2\ndef f2", chunks[1].Text, StringComparison.Ordinal);
        Assert.EndsWith("f1(2)\n", chunks[5].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csharp")]
    [InlineData("javascript")]
    [InlineData("python")]
    [InlineData("text")]
    public async Task Split_CutsInsideTheLine_WhenOneLineIsAMegabyte(string language)
    {
        var text = string.Concat(Enumerable.Repeat("a(b);漢😀, ", 110_000));
        var counter = (FakeTokenCounter)CountingRules.Words;
        var chunks = await SourceSplitter.SplitAsync(new SourceDocument("x", Language.FindSyntax(language)!, text), new ChunkBudget(2000), counter);
        Assert.Equal(text, string.Concat(chunks.Select(chunk => chunk.Text)));
        Assert.All(chunks, chunk => Assert.True(chunk.Tokens <= 2000));
        Assert.All(chunks.Skip(1), chunk => Assert.Equal(BoundaryRank.Hard, chunk.StartsAt));
        Assert.True(chunks.Average(chunk => chunk.Tokens) > 1600, "chunks are mostly full");
        Assert.InRange(counter.Characters, text.Length, 6L * text.Length);
    }

    [Fact]
    public async Task Split_SaysWhereAndWhy_WhenNotOneCharacterFits()
    {
        var refusal = await Assert.ThrowsAsync<ChunkingException>(() => SplitAsync("a/b.txt", "abc\nde😀", 3, CountingRules.Bytes));
        Assert.Equal("chunk_budget_too_small", refusal.Code);
        Assert.StartsWith("a/b.txt, line 2: one character takes 4 tokens, but a part of the input may take 3.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Split_CountsEachLineOnceAndEachChunkOnce_WhenNothingIsUnruly()
    {
        var text = string.Concat(Enumerable.Range(1, 5000).Select(i => $"int a{i} = f({i});\n"));
        var counter = (FakeTokenCounter)CountingRules.Words;
        var chunks = await SourceSplitter.SplitAsync(SourceDocument.Read("a.c", text), new ChunkBudget(500), counter);
        Assert.InRange(counter.Characters, 2L * text.Length, (long)(2.5 * text.Length));
        Assert.InRange(counter.Calls, 2, 10 + chunks.Count);
    }

    private static Task<IReadOnlyList<SourceChunk>> SplitAsync(string path, string text, int budget, ITokenCounter? counter = null) =>
        SourceSplitter.SplitAsync(SourceDocument.Read(path, text), new ChunkBudget(budget), counter ?? CountingRules.Words);
}
