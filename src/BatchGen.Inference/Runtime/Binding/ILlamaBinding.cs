namespace BatchGen.Inference.Runtime.Binding;

/// <summary>
/// What a binding of llama.cpp does: llama.h's calls in C#'s types. It checks nothing: whoever calls it has, because what llama.cpp does
/// not check it answers with an abort. Everything else (checks, logs, saved sequences, dry runs) stands once, above it.
/// </summary>
public interface ILlamaBinding
{
    /// <summary>Loads the libraries, once a process, hands <see cref="Logs.LlamaLog"/>'s callbacks over, and makes ggml's devices known.</summary>
    /// <exception cref="RuntimeException">Missing, of another release, or refused by the operating system.</exception>
    RuntimeInfo Load();

    /// <summary>ggml's devices in ggml's order, with their memory at this moment.</summary>
    IReadOnlyList<NativeDevice> Devices();

    /// <summary>Blocks while the file is read.</summary>
    /// <param name="keepGoing">Told 0 to 1 on the calling thread; false stops the load. Does not throw.</param>
    /// <returns>Null when llama.cpp did not take the file, or was stopped; its log says why.</returns>
    INativeModel? LoadModel(ModelLoadRequest request, GpuPlacement placement, Func<float, bool> keepGoing);

    /// <summary>Blocks. llama.cpp's log tells the progress.</summary>
    /// <returns>True when the target was written.</returns>
    bool Quantize(string source, string target, QuantizedType type, int threads);
}

/// <summary>On a binding's assembly: the type, with a constructor without parameters, that implements <see cref="ILlamaBinding"/>.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class LlamaBindingAttribute(Type type) : Attribute
{
    public Type Type => type;
}

/// <summary>A loaded <c>llama_model</c>. Freed when it and the last of its contexts are disposed, in any order.</summary>
public interface INativeModel : IDisposable
{
    bool IsClosed { get; }

    /// <summary>llama.cpp's own line for it: "chatglm 9B Q4_K - Medium".</summary>
    string Description { get; }

    long ParameterCount { get; }

    /// <summary>Bytes of all tensors.</summary>
    long SizeBytes { get; }

    /// <summary>The file's own; null when it has none.</summary>
    string? ChatTemplate { get; }

    bool HasTokenizer { get; }

    /// <summary>A text model that only decodes: no encoder.</summary>
    bool IsDecoderOnly { get; }

    /// <summary>No sliding window and no recurrent state: a sequence's first cells stay as they are, and its last ones can be removed alone.</summary>
    bool KeepsPrefixes { get; }

    INativeVocabulary Vocabulary { get; }

    /// <summary>A scalar value of the GGUF header as text; null if the key is absent or an array.</summary>
    string? Metadata(string key);

    /// <returns>Null when llama.cpp refused; its log says why.</returns>
    INativeContext? CreateContext(ContextSettings settings, ContextHooks hooks);
}

/// <summary>What a new context is given beside its settings.</summary>
/// <param name="Threads">Compute threads, for single rows and for many.</param>
/// <param name="Watch">Hears of each layer; null watches nothing.</param>
public sealed record ContextHooks(int Threads, AbortFlag Abort, LayerWatch? Watch);

/// <summary>A <c>llama_context</c> with its KV cache. Sequences are numbered from 0; positions and cells are tokens.</summary>
public interface INativeContext : IDisposable
{
    bool IsClosed { get; }

    /// <summary>KV cells in all (n_ctx).</summary>
    int Cells { get; }

    /// <summary>The most cells one sequence may use (n_ctx_seq).</summary>
    int CellsPerSequence { get; }

    /// <summary>The most rows of one call (n_batch).</summary>
    int BatchTokens { get; }

    /// <summary>No GPU takes part, so a thread that waits waits for a core.</summary>
    bool ComputesOnCpu { get; }

    /// <returns>llama_decode's own code.</returns>
    int Decode(StepRows rows);

    /// <summary>Threads for the next <see cref="Decode"/>, at most as many as the context was created with.</summary>
    void SetThreads(int threads);

    /// <summary>One float a vocabulary entry, valid until the next <see cref="Decode"/>.</summary>
    ReadOnlySpan<float> Logits(int row);

    /// <param name="to">−1 for "to the end".</param>
    /// <returns>False when the architecture cannot forget a part of a sequence.</returns>
    bool RemoveCells(int sequence, int from, int to);

    /// <param name="from">−1 for "from the beginning".</param>
    /// <param name="to">−1 for "to the end".</param>
    void CopyCells(int source, int target, int from, int to);

    /// <returns>−1 for an empty sequence.</returns>
    int LastPosition(int sequence);

    long StateBytes(int sequence);

    /// <returns>Bytes written; 0 when it failed.</returns>
    long SaveState(int sequence, Span<byte> target);

    /// <returns>Bytes read; 0 when it failed.</returns>
    long RestoreState(int sequence, ReadOnlySpan<byte> source);

    /// <summary>What context and model take, buffer by buffer; null where this build cannot say it.</summary>
    IReadOnlyList<BufferUse>? ReadBuffers();
}

/// <summary>A <c>llama_vocab</c>: a part of its model, which each call keeps loaded.</summary>
public interface INativeVocabulary
{
    int Size { get; }

    /// <summary>The token that the model wants in front of every text; null if none.</summary>
    int? BeginningOfSequence { get; }

    /// <returns>How many tokens were written; less than 0 when they do not fit or cannot be counted.</returns>
    int Tokenize(ReadOnlySpan<byte> utf8, Span<int> tokens, bool parseSpecial);

    /// <summary>A token's text as UTF-8; control tokens give none.</summary>
    /// <returns>The length; when the buffer is too small, the length needed as a negative number.</returns>
    int ReadPiece(int token, Span<byte> buffer);

    /// <summary>The text of a control or user-defined token; null for every other one.</summary>
    string? TextOfSpecial(int token);

    bool EndsGeneration(int token);

    /// <returns>Null when llama.cpp cannot read the grammar.</returns>
    INativeGrammar? CreateGrammar(string grammar, string root);
}

/// <summary>A <c>llama_sampler</c> that holds a grammar; it keeps its model loaded.</summary>
public interface INativeGrammar : IDisposable
{
    /// <summary>Sets the logit of every candidate that may not come next to −∞.</summary>
    void Apply(Span<TokenCandidate> candidates);

    /// <summary>Goes on behind this token. Ends the process when the grammar does not allow it.</summary>
    void Accept(int token);
}
