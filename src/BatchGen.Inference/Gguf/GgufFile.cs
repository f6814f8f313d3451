using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf;

/// <summary>The header of a GGUF file. Immutable, safe to share between threads, and independent of the file once read.</summary>
public sealed class GgufFile
{
    private IReadOnlyList<GgufFile>? _parts;

    internal GgufFile(
        string path,
        uint version,
        GgufMetadata metadata,
        GgufTensorTable tensors,
        long dataStart,
        long dataBytes,
        long fileBytes,
        TensorDataState data)
    {
        Path = path;
        Version = version;
        Metadata = metadata;
        Tensors = tensors;
        DataStart = dataStart;
        DataBytes = dataBytes;
        FileBytes = fileBytes;
        Data = data;
    }

    /// <summary>The first file's, where a model is in several.</summary>
    public string Path { get; }

    /// <summary>The files that make up the model, each by itself; this one alone for a model in one file.</summary>
    public IReadOnlyList<GgufFile> Parts => _parts ?? [this];

    /// <summary>The format's version, 2 or 3.</summary>
    public uint Version { get; }

    public GgufMetadata Metadata { get; }

    public GgufTensorTable Tensors { get; }

    /// <summary>Where the tensors' data starts, in bytes from the start of the file.</summary>
    public long DataStart { get; }

    /// <summary>Bytes of the tensors' data, padding between them included.</summary>
    public long DataBytes { get; }

    /// <summary>The file's length in bytes, as found.</summary>
    public long FileBytes { get; }

    public TensorDataState Data { get; }

    /// <summary>False for a header-only or cut-off file: good for a plan, not for loading.</summary>
    public bool DataComplete => Data == TensorDataState.Complete;

    /// <summary>Reads a model's header, of a model in several files from the first of them.</summary>
    /// <exception cref="GgufException">The file is missing, unreadable or no usable GGUF. Nothing else is thrown for any content.</exception>
    public static GgufFile Read(string path) => GgufParts.Join(ReadOne(path), ReadOne);

    /// <summary>As <see cref="Read"/>, but of a model in several files this one only.</summary>
    /// <exception cref="GgufException">The file is missing, unreadable or no usable GGUF.</exception>
    internal static GgufFile ReadOne(string path)
    {
        using var stream = Open(path);
        return GgufReader.Read(stream, path);
    }

    /// <summary>The first of several files with what the others hold; its metadata is the model's.</summary>
    internal GgufFile Joined(IReadOnlyList<GgufFile> parts) => new(
        Path,
        Version,
        Metadata,
        GgufTensorTable.Of([.. parts.Select(part => part.Tensors)]),
        DataStart,
        parts.Sum(part => part.DataBytes),
        parts.Sum(part => part.FileBytes),
        parts.FirstOrDefault(part => !part.DataComplete)?.Data ?? TensorDataState.Complete)
    {
        _parts = parts,
    };

    private static FileStream Open(string path)
    {
        try
        {
            // No second buffer: the reader has its own.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GgufException(GgufErrorCodes.NotFound, $"There is no file '{path}'. Check the path.", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GgufException(GgufErrorCodes.Unreadable, $"The file '{path}' cannot be opened: {ForeignMessage.Of(e)}", inner: e);
        }
    }
}
