using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Code.Inputs;
using BatchGen.Inference.Sentences;

namespace BatchGen.Web.CommandLine;

/// <summary>What INPUT stands for: lines of prompts, an archive, a table, one source file, or a folder of them.</summary>
internal sealed class RunInput : IAsyncDisposable
{
    private readonly Stream _content;
    private readonly InputFormat _format;
    private readonly IReadOnlyList<UploadedFile> _files;

    private RunInput(Stream content, InputFormat format, IReadOnlyList<UploadedFile> files)
    {
        _content = content;
        _format = format;
        _files = files;
    }

    /// <exception cref="UnusableException">It cannot be read.</exception>
    public static RunInput Open(RunSettings settings, CommandStreams streams)
    {
        if (settings.InputPath == RunSettings.StandardInput)
            return new RunInput(streams.OpenInput(), InputFormat.Detect, []);
        if (Directory.Exists(settings.InputPath))
            return new RunInput(Stream.Null, InputFormat.Files, FilesOf(settings.InputPath));

        var format = FormatOf(settings);
        return format == InputFormat.Files
            ? new RunInput(Stream.Null, format, [OneFile(settings.InputPath)])
            : new RunInput(OpenFile(settings.InputPath), format, []);
    }

    public SubmissionRequest ApplyTo(SubmissionRequest request) => request with { Input = _content, Format = _format, Files = _files };

    /// <summary>As one file, for a server: several files become an archive.</summary>
    public async Task<PackedInput> PackAsync(CancellationToken cancellationToken) => _format == InputFormat.Files
        ? new PackedInput(await PackedFiles.PackAsync(_files, cancellationToken), InputFormat.Zip)
        : new PackedInput(_content, _format);

    public ValueTask DisposeAsync() => _content.DisposeAsync();

    /// <summary>A document with a task is worked on as a file; without one it is a list of prompts.</summary>
    private static InputFormat FormatOf(RunSettings settings)
    {
        var format = InputFormats.OfFileName(settings.InputPath);
        return settings.Task is not null
            && format == InputFormat.Detect
            && Path.GetExtension(settings.InputPath).Equals(".md", StringComparison.OrdinalIgnoreCase)
            ? InputFormat.Files
            : format;
    }

    /// <summary>Links are not followed: they may lead anywhere, and round in circles.</summary>
    private static UploadedFile[] FilesOf(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder, "*", options)
                    .Order(StringComparer.Ordinal)
                    .Select(path => new UploadedFile(Path.GetRelativePath(folder, path), () => OpenFile(path))),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(folder, failure);
        }
    }

    private static UploadedFile OneFile(string path)
    {
        // Opened once now: a file that is not there is found before the model is loaded.
        using (OpenFile(path))
            return new UploadedFile(Path.GetFileName(path), () => OpenFile(path));
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, failure);
        }
    }

    private static UnusableException Unreadable(string path, Exception failure) => new($"{path} cannot be read: {ForeignMessage.Of(failure)}");
}

/// <summary>An input as one file.</summary>
internal sealed record PackedInput(Stream Content, InputFormat Format) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
