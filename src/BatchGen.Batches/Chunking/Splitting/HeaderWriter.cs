using BatchGen.Batches.Chunking.Outlines;

namespace BatchGen.Batches.Chunking.Splitting;

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
        string[] file = [$"File: {Flatten(document.Path)}, part {part.Number} of {part.Total}"];
        return
        [
            Write(file, imports, scopes),
            Write(file, imports[..(imports.Length / 2)], scopes),
            Write(file, [], scopes),
            Write(file, [], scopes[Math.Max(0, scopes.Length - 1)..]),
            Write(file, [], []),
            Write([$"Part {part.Number} of {part.Total}"], [], []),
            ChunkHeader.None,
        ];
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
        var text = string.Concat(lines.Select(line => document.Language.Comments.Wrap(line) + "\n"));
        return new ChunkHeader(text, imports, scopes);
    }

    private static string Flatten(string path) =>
        string.Create(path.Length, path, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
}
