using BatchGen.Code.Languages;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Inputs;

/// <summary>Several files picked or dropped in the browser, one item each.</summary>
public static class SourceFiles
{
    /// <exception cref="InputException">The upload cannot be used; the message names the file.</exception>
    public static async Task<SourceSet> ReadAsync(
        IReadOnlyList<UploadedFile> files,
        IgnoreRules ignore,
        InputOptions limits,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(limits);
        if (files.Count > limits.MaxEntries)
            throw new InputException("input_too_many_files", $"The upload has {files.Count} files; at most {limits.MaxEntries} are taken (Inputs:MaxEntries).");

        var collector = new SourceCollector(ignore);
        var guard = new ReadingGuard(limits);
        foreach (UploadedFile file in files)
        {
            if (!SafePath.TryParse(file.Name, out SafePath? path, out PathProblem? problem))
                throw new InputException(problem.Code, problem.Sentence);
            if (!collector.Wants(path))
                continue;
            await using Stream content = file.Open();
            collector.Add(path, await guard.ReadAsync(path.Value, content, packedBytes: null, cancellationToken));
        }

        return collector.Finish();
    }
}

/// <summary>Sorts the files of one upload into those that become items and those that are skipped, each with its reason.</summary>
internal sealed class SourceCollector(IgnoreRules ignore)
{
    private readonly List<SourceInput> _files = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly HashSet<SafePath> _seen = [];

    /// <summary>Decides by the name alone, so that ignored files are never unpacked.</summary>
    /// <returns>True when the file's bytes are wanted.</returns>
    /// <exception cref="InputException">input_duplicate_path, or a code of <see cref="PathProblem"/>.</exception>
    public bool Wants(SafePath path)
    {
        if (!_seen.Add(path))
            throw new InputException("input_duplicate_path", $"The upload holds \"{path}\" twice; answers could not be told apart. Remove one of them.");
        if (!ignore.Ignores(path))
            return true;
        Skip(path, SkipReason.Ignored);
        return false;
    }

    public void Skip(SafePath path, SkipReason reason) => _skipped.Add(new SkippedFile(path, reason, Why(reason)));

    public void Add(SafePath path, ReadOnlySpan<byte> bytes)
    {
        DecodedSource decoded = SourceDecoding.Decode(bytes);
        if (!decoded.IsText)
            Skip(path, decoded.Obstacle.Value);
        else if (string.IsNullOrWhiteSpace(decoded.Text))
            Skip(path, SkipReason.Empty);
        else
            _files.Add(new SourceInput(path, Language.OfFile(path.Value)?.Name, decoded.Text, decoded.Encoding));
    }

    /// <exception cref="InputException">no_source_files.</exception>
    public SourceSet Finish()
    {
        if (_files.Count == 0)
            throw _skipped.Count == 0
                ? new InputException("no_source_files", "The upload holds no files.")
                : new InputException("no_source_files", $"None of the upload's {_skipped.Count} files can be used: {string.Join(", ", _skipped.GroupBy(file => file.Reason).Select(group => InvariantText.Of($"{group.Count()} {Word(group.Key)}")))}.");
        return new SourceSet(_files, _skipped);
    }

    private static Sentence Why(SkipReason reason) => reason switch
    {
        SkipReason.Ignored => (Sentence)"An ignore pattern matches it.",
        SkipReason.Link => "It is a link, which is not followed.",
        SkipReason.Binary => "It is not a text file, or UTF-16 without a byte order mark.",
        SkipReason.UnknownEncoding => "Its text is neither UTF-8 nor UTF-16 with a byte order mark; save it as UTF-8.",
        _ => "It is empty.",
    };

    private static string Word(SkipReason reason) => reason switch
    {
        SkipReason.Ignored => "ignored",
        SkipReason.Link => "links",
        SkipReason.Binary => "binary",
        SkipReason.UnknownEncoding => "not UTF-8",
        _ => "empty",
    };
}
