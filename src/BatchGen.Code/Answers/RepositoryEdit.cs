using System.Text.RegularExpressions;
using BatchGen.Code.Inputs;

namespace BatchGen.Code.Answers;

/// <summary>An answer to a repository edit.</summary>
/// <param name="Files">Every path is safe and distinct; in the answer's order.</param>
/// <param name="Preamble">What the model said before the first file.</param>
public sealed record RepositoryEdit(IReadOnlyList<EditedFile> Files, IReadOnlyList<EditProblem> Problems, string Preamble);

/// <summary>A file the model wrote, new or in place of one that exists.</summary>
/// <param name="LineNumber">1-based line of its heading in the answer.</param>
public sealed record EditedFile(SafePath Path, string Content, int LineNumber);

/// <summary>Something of an edit that was not taken over.</summary>
/// <param name="Code">Stable: edit_no_files, edit_duplicate_path, or a code of <c>PathProblem</c>.</param>
/// <param name="LineNumber">1-based line of the answer.</param>
public sealed record EditProblem(string Code, string Message, int LineNumber);

/// <summary>
/// Reads <c>###PATH: …</c> blocks into files. A file's content is what follows its heading, or the fenced block
/// right after it; headings inside that block belong to the content. Never throws: an answer can be anything.
/// </summary>
public sealed class RepositoryEditParser
{
    private readonly TextLines _lines;
    private readonly CodeFences _fences;
    private readonly List<EditHeading> _headings = [];
    private readonly Dictionary<SafePath, EditedFile> _files = [];
    private readonly List<EditProblem> _problems = [];

    private RepositoryEditParser(string answer)
    {
        _lines = new TextLines(answer);
        _fences = new CodeFences(_lines);
        for (var line = 0; line < _lines.Count; line++)
        {
            if (EditHeading.Read(line, _lines[line]) is { } heading)
                _headings.Add(heading);
        }
    }

    public static RepositoryEdit Parse(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new RepositoryEditParser(answer).Parse();
    }

    private RepositoryEdit Parse()
    {
        if (_headings.Count == 0)
            _problems.Add(new EditProblem("edit_no_files", "The answer has no \"###PATH: …\" heading, so it names no file.", 1));
        for (var index = 0; index < _headings.Count;)
        {
            var content = ContentOf(index);
            Take(_headings[index], content.Text);
            while (index < _headings.Count && _headings[index].Line < content.EndLine)
                index++;
        }

        var preamble = _lines.Slice(0, _headings.Count == 0 ? _lines.Count : _headings[0].Line);
        return new RepositoryEdit([.. _files.Values.OrderBy(file => file.LineNumber)], _problems, preamble);
    }

    private EditContent ContentOf(int index)
    {
        var start = _headings[index].Line + 1;
        var end = index + 1 < _headings.Count ? _headings[index + 1].Line : _lines.Count;
        var filled = _lines.NextFilled(start);
        if (filled >= end || _fences.At(filled) is not { } opener)
            return new EditContent(_lines.Slice(start, EndOfPlain(start, end)), end);
        if (CloserOf(opener, end) is { } closer)
            return new EditContent(CodeBlocks.Read(_lines, opener, closer).Code, closer.Line + 1);
        return new EditContent(_lines.Slice(opener.Line + 1, end), end);
    }

    /// <summary>A block that balances may hold headings, as a file about this very format does; else it ends before the next one.</summary>
    private CodeFence? CloserOf(CodeFence opener, int end) => _fences.BalancedCloserOf(opener) ?? _fences.FirstCloserOf(opener, end);

    /// <summary>When one fence surrounds the whole edit, its closing line is no content of the last file.</summary>
    private int EndOfPlain(int start, int end)
    {
        if (end < _lines.Count || !IsFenced())
            return end;
        var last = end - 1;
        while (last > start && _lines[last].IsWhiteSpace())
            last--;
        return _fences.At(last) is { Info.Length: 0 } ? last : end;
    }

    private bool IsFenced()
    {
        var before = _headings[0].Line - 1;
        while (before > 0 && _lines[before].IsWhiteSpace())
            before--;
        return before >= 0 && _fences.At(before) is not null;
    }

    private void Take(EditHeading heading, string content)
    {
        var lineNumber = heading.Line + 1;
        if (!SafePath.TryParse(heading.RawPath, out var path, out var problem))
        {
            _problems.Add(new EditProblem(problem.Code, $"{problem.Message} The file was left out.", lineNumber));
            return;
        }

        if (_files.ContainsKey(path))
            _problems.Add(new EditProblem("edit_duplicate_path", $"The answer writes \"{path}\" more than once; the last one was taken.", lineNumber));
        _files[path] = new EditedFile(path, content, lineNumber);
    }
}

/// <summary>A line that starts a file: <c>###PATH: src/a.py</c>, also with a space after the marks or the path in backticks.</summary>
/// <param name="Line">0-based.</param>
internal sealed partial record EditHeading(int Line, string RawPath)
{
    public static EditHeading? Read(int line, ReadOnlySpan<char> text)
    {
        // Most lines are none; the regex runs on those that may be.
        if (!text.TrimStart().StartsWith("###"))
            return null;
        var match = Form().Match(text.ToString());
        return match.Success ? new EditHeading(line, match.Groups["path"].Value.Trim([' ', '\t', '\r', '`', '*', '"'])) : null;
    }

    [GeneratedRegex(@"^\s{0,3}###\s?PATH\s?:(?<path>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <param name="EndLine">0-based line after the content, its closing fence included.</param>
internal sealed record EditContent(string Text, int EndLine);
