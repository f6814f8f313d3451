using BatchGen.Code.Outlines;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Splitting;

/// <summary>Writes the headers of one document's chunks, from the fullest to none.</summary>
internal sealed class HeaderWriter(SourceDocument document, SourceOutline outline)
{
    private const int MostImports = 64;

    private readonly string[] _imports =
        [.. outline.Imports.Take(MostImports).Select(import => import.ToTitle(document.Text))];

    /// <summary>The headers a chunk may have, each shorter than the one before; the last is empty. Always as many.</summary>
    public IReadOnlyList<ChunkHeader> WriteLadder(int offset, PartNumber part)
    {
        string[] imports = [.. _imports.Take(CountImportsBefore(offset))];
        string[] scopes = [.. outline.Scopes.GetHeads(offset).Select(head => head.ToTitle(document.Text)).Where(title => title.Length > 0)];
        string[] file = [InvariantText.Of($"File: {Flatten(document.Path)}, part {part.Number} of {part.Total}")];
        ChunkHeader[] ladder =
        [
            Write(file, imports, scopes),
            Write(file, imports[..(imports.Length / 2)], scopes),
            Write(file, [], scopes),
            Write(file, [], scopes[Math.Max(0, scopes.Length - 1)..]),
            Write(file, [], []),
            Write([InvariantText.Of($"Part {part.Number} of {part.Total}")], [], []),
            ChunkHeader.None,
        ];
        return [.. ladder.Select((header, rung) => header with { Rung = rung })];
    }

    // What the chunk holds itself, or what comes after it, is not repeated.
    private int CountImportsBefore(int offset)
    {
        var count = 0;
        while (count < _imports.Length && outline.Imports[count].Start < offset)
            count++;
        return count;
    }

    private ChunkHeader Write(string[] file, string[] imports, string[] scopes)
    {
        List<string> lines = [.. file];
        if (imports.Length > 0)
            lines.AddRange(["Imports of the file:", .. imports.Select(import => $"  {import}")]);
        if (scopes.Length > 0)
            lines.AddRange(["This part is inside:", .. scopes.Select((scope, depth) => new string(' ', 2 + (2 * depth)) + scope)]);
        var text = string.Concat(lines.Select(line => document.Syntax.Comments.Wrap(line) + "\n"));
        return new ChunkHeader(text, imports, scopes);
    }

    private static string Flatten(string path) =>
        string.Create(path.Length, path, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
}

/// <summary>The headers of a document with their tokens. Most chunks share theirs but for the number, so each is counted once.</summary>
internal sealed class HeaderShelf(HeaderWriter writer, ChunkBudget budget, ITokenCounter counter, long totalTokens)
{
    /// <summary>A header may take this part of the budget, one in four.</summary>
    public const int BudgetShare = 4;

    private readonly Dictionary<string, int> _tokens = [];

    // Chunks are filled by a third at the least (ChunkLayout) of what a header leaves.
    private readonly PartNumber _placeholder = PartNumber.Widest(5 * totalTokens / budget.Tokens);

    public IReadOnlyList<ChunkHeader> GetLadder(int offset, PartNumber part) => writer.WriteLadder(offset, part);

    /// <summary>The tokens of each header that a chunk beginning there may have, while its number is not known.</summary>
    public async Task<IReadOnlyList<int>> CountLadderAsync(int offset, CancellationToken cancellationToken)
    {
        var ladder = writer.WriteLadder(offset, _placeholder);
        string[] uncounted = [.. ladder.Select(header => header.Text).Distinct().Where(text => text.Length > 0 && !_tokens.ContainsKey(text))];
        var counts = await counter.CountAllAsync(uncounted, cancellationToken);
        for (var i = 0; i < counts.Length; i++)
            _tokens[uncounted[i]] = counts[i];
        return [.. ladder.Select(header => header.Text.Length == 0 ? 0 : _tokens[header.Text])];
    }

    /// <summary>Whether a header of so many tokens leaves enough for the text.</summary>
    public bool IsBearable(int tokens) => tokens <= budget.Tokens / BudgetShare;
}

/// <summary>"Part n of m", 1-based.</summary>
internal readonly record struct PartNumber(int Number, int Total)
{
    /// <summary>Stands for every number up to the total while the total is not known: as wide as any of them.</summary>
    public static PartNumber Widest(long atMost)
    {
        var nines = 9;
        while (nines < atMost && nines < 999_999_999)
            nines = (nines * 10) + 9;
        return new PartNumber(nines, nines);
    }
}
