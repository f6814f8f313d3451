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
        foreach (var file in files)
        {
            var entry = EntryPath.Of(file.Name, MemberKind.File);
            if (entry.Skip is { } reason)
                collector.Skip(entry.Path, reason);
            if (entry.Skip is not null || collector.Wants(entry.Path, entry.Original, entry.Renamed) is not { } path)
                continue;
            await using var content = file.Open();
            collector.Add(path, await guard.ReadAsync(path.Value, content, packedBytes: null, cancellationToken));
        }

        return collector.Finish();
    }
}

/// <summary>Sorts the files of one upload into those that become items and those that are skipped, each with its reason.</summary>
internal sealed class SourceCollector(IgnoreRules ignore)
{
    private readonly List<SourceInput> _files = [];
    private readonly List<(int At, SkippedFile File)> _skipped = [];
    private readonly List<RenamedFile> _renamed = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _at;

    public SourceEncoding? NameEncoding { get; init; }

    /// <summary>Decides by the name alone, so that ignored files are never unpacked.</summary>
    /// <param name="original">The name as the upload gave it.</param>
    /// <param name="renamed">Why <paramref name="path"/> is another one already; null when it is not.</param>
    /// <returns>The path the file goes by, a numbered one when another has it; null when the file's bytes are not wanted.</returns>
    public SafePath? Wants(SafePath path, string original, Sentence? renamed)
    {
        if (ignore.Ignores(path))
        {
            Skip(path, SkipReason.Ignored);
            return null;
        }

        var free = FreePaths.Take(path, _seen);
        var why = free == path ? renamed : "Another file has this name already; it got a number.";
        if (why is not null)
            _renamed.Add(new RenamedFile(free, PathRules.Shown(original), why));
        return free;
    }

    /// <summary>What is said next is about the upload's file at this place: lists keep its order, whatever is decided first.</summary>
    public SourceCollector At(int place)
    {
        _at = place;
        return this;
    }

    public void Skip(SafePath path, SkipReason reason) => _skipped.Add((_at, new SkippedFile(path, reason, Why(reason))));

    public void Add(SafePath path, ReadOnlySpan<byte> bytes)
    {
        var decoded = SourceDecoding.Decode(bytes);
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
                : new InputException("no_source_files", $"None of the upload's {_skipped.Count} files can be used: {string.Join(", ", _skipped.GroupBy(skipped => skipped.File.Reason).Select(group => InvariantText.Of($"{group.Count()} {Word(group.Key)}")))}.");
        var skippedInOrder = _skipped.OrderBy(skipped => skipped.At).Select(skipped => skipped.File);
        return new SourceSet(_files, [.. skippedInOrder]) { Renamed = _renamed, NameEncoding = NameEncoding };
    }

    private static Sentence Why(SkipReason reason) => reason switch
    {
        SkipReason.Ignored => (Sentence)"An ignore pattern matches it.",
        SkipReason.Link => "It is a link, which is not followed.",
        SkipReason.Binary => "It is not a text file.",
        SkipReason.UnknownEncoding => "Its text is neither UTF-8 nor UTF-16, nor is it certain which code page it is in; save it as UTF-8.",
        SkipReason.Metadata => "macOS or Windows put it there for itself.",
        SkipReason.UnusableName => "It has no name, or one that is too long.",
        SkipReason.Empty => "It is empty.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, message: null),
    };

    private static string Word(SkipReason reason) => reason switch
    {
        SkipReason.Ignored => "ignored",
        SkipReason.Link => "links",
        SkipReason.Binary => "binary",
        SkipReason.UnknownEncoding => "not UTF-8",
        SkipReason.Metadata => "notes of the system",
        SkipReason.UnusableName => "without a usable name",
        SkipReason.Empty => "empty",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, message: null),
    };
}

/// <summary>Numbers for paths that are taken.</summary>
internal static class FreePaths
{
    /// <summary>The path, or the first of its variants with " (2)" and so on before its extension that is not taken; takes it.</summary>
    public static SafePath Take(SafePath wanted, HashSet<string> taken)
    {
        var free = wanted;
        for (var number = 2; !taken.Add(free.Value); number++)
        {
            var dot = Dot(wanted.Value);
            free = SafePath.Derived(InvariantText.Of($"{wanted.Value[..dot]} ({number}){wanted.Value[dot..]}"));
        }

        return free;
    }

    /// <summary>Where the extension starts; the path's length when it has none, also for names such as ".gitignore".</summary>
    public static int Dot(string path)
    {
        var name = path.LastIndexOf('/') + 1;
        var dot = path.LastIndexOf('.');
        return dot > name ? dot : path.Length;
    }
}

/// <summary>Paths that some system takes for one: Windows and macOS do not tell cases apart, macOS not how accents are composed.</summary>
internal sealed class FoldedPaths : IEqualityComparer<string>
{
    public bool Equals(string? left, string? right) => left is null || right is null ? left == right : Fold(left) == Fold(right);

    public int GetHashCode(string path) => Fold(path).GetHashCode(StringComparison.Ordinal);

    private static string Fold(string path) => string.Join('/', path.Normalize().ToUpperInvariant().Split('/').Select(part => part.TrimEnd('.', ' ')));
}
