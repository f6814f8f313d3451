using BatchGen.Batches.Answers.Extraction;
using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Answers.Edits;

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
        for (int line = 0; line < _lines.Count; line++)
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
        for (int index = 0; index < _headings.Count;)
        {
            EditContent content = ContentOf(index);
            Take(_headings[index], content.Text);
            while (index < _headings.Count && _headings[index].Line < content.EndLine)
                index++;
        }

        string preamble = _lines.Slice(0, _headings.Count == 0 ? _lines.Count : _headings[0].Line);
        return new RepositoryEdit([.. _files.Values.OrderBy(file => file.LineNumber)], _problems, preamble);
    }

    private EditContent ContentOf(int index)
    {
        int start = _headings[index].Line + 1;
        int end = index + 1 < _headings.Count ? _headings[index + 1].Line : _lines.Count;
        int filled = _lines.NextFilled(start);
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
        int last = end - 1;
        while (last > start && _lines[last].IsWhiteSpace())
            last--;
        return _fences.At(last) is { Info.Length: 0 } ? last : end;
    }

    private bool IsFenced()
    {
        int before = _headings[0].Line - 1;
        while (before > 0 && _lines[before].IsWhiteSpace())
            before--;
        return before >= 0 && _fences.At(before) is not null;
    }

    private void Take(EditHeading heading, string content)
    {
        int lineNumber = heading.Line + 1;
        if (!SafePath.TryParse(heading.RawPath, out SafePath? path, out PathProblem? problem))
        {
            _problems.Add(new EditProblem(problem.Code, $"{problem.Message} The file was left out.", lineNumber));
            return;
        }

        if (_files.ContainsKey(path))
            _problems.Add(new EditProblem("edit_duplicate_path", $"The answer writes \"{path}\" more than once; the last one was taken.", lineNumber));
        _files[path] = new EditedFile(path, content, lineNumber);
    }
}
