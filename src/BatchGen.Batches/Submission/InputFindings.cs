using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Submission;

/// <summary>
/// What a preparation learns of its items besides the items: totals, a histogram, the first prompts. Bounded whatever the
/// input, but for some twenty bytes an item.
/// </summary>
internal sealed class InputFindings(int previewItems, int maxListed)
{
    private const int MostPreviews = 20;
    private const int FirstPromptCount = 3;
    private readonly int _previewItems = Math.Clamp(previewItems, 0, MostPreviews);
    private readonly TokenHistogram _histogram = new();
    private readonly List<PromptPreview> _previews = [];
    private readonly List<OverLimitItem> _overLimit = [];
    private readonly List<string> _firstPrompts = [];
    private readonly List<int> _lengths = [];
    private readonly HashSet<UInt128> _asked = [];
    private readonly List<ModelFindings> _models = [];

    public int GoodItems { get; private set; }

    public int RepeatedItems { get; private set; }

    public long PromptTokens { get; private set; }

    public int LongestPromptTokens { get; private set; }

    public int TotalOverLimit { get; private set; }

    public int ChunkedItems { get; private set; }

    public int Chunks { get; private set; }

    public IReadOnlyList<string> FirstPrompts => _firstPrompts;

    public IReadOnlyList<PromptPreview> Previews => _previews;

    public IReadOnlyList<OverLimitItem> OverLimit => _overLimit;

    public IReadOnlyList<TokenBucket> Histogram => _histogram.ToBuckets();

    /// <summary>Tokens of each prompt that was counted, fitting or not, in the input's order.</summary>
    public IReadOnlyList<int> Lengths => _lengths;

    public void Add(PreparedItem item, GenerationPrompt? prompt)
    {
        if (prompt is not null)
        {
            _histogram.Add(item.PromptTokens);
            _lengths.Add(item.PromptTokens);
            if (_previews.Count < _previewItems)
                _previews.Add(Preview(item, prompt));
        }

        if (item.Problem is null)
            AddGood(item, prompt!);
    }

    public void AddOverLimit(PreparedItem item)
    {
        TotalOverLimit++;
        if (_overLimit.Count < maxListed)
            _overLimit.Add(new OverLimitItem(item.CustomId, item.Line, item.Path, item.PromptTokens, item.Parts, item.Problem is not null));
    }

    /// <summary>What is learnt of one model's items.</summary>
    public ModelFindings Of(int modelIndex)
    {
        while (_models.Count <= modelIndex)
            _models.Add(new ModelFindings());
        return _models[modelIndex];
    }

    private void AddGood(PreparedItem item, GenerationPrompt prompt)
    {
        GoodItems++;
        Of(item.ModelIndex).AddGood(item);
        if (!_asked.Add(Digest(item.RequestJson)))
            RepeatedItems++;
        PromptTokens += item.PromptTokens;
        LongestPromptTokens = Math.Max(LongestPromptTokens, item.PromptTokens);
        if (item.Parts > 0)
            ChunkedItems++;
        Chunks += item.Parts;
        if (_firstPrompts.Count < FirstPromptCount)
            _firstPrompts.Add(LastText(prompt));
    }

    /// <summary>Half of it is enough to tell fifty thousand requests apart.</summary>
    private static UInt128 Digest(string request)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(request.AsSpan()), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private static PromptPreview Preview(PreparedItem item, GenerationPrompt prompt) => new(
        item.CustomId,
        item.Path,
        prompt is ChatPrompt chat ? chat.Messages : [],
        prompt is SegmentPrompt ? LastText(prompt) : null,
        item.PromptTokens,
        item.Parts,
        item.Problem);

    private static string LastText(GenerationPrompt prompt) => prompt switch
    {
        ChatPrompt chat => (chat.Messages.LastOrDefault(message => message.Role != "system") ?? chat.Messages[^1]).Content,
        SegmentPrompt plain => string.Concat(plain.Segments.Select(segment => segment.Text)),
        _ => "",
    };
}

/// <summary>Totals of the items that one model runs.</summary>
internal sealed class ModelFindings
{
    public int GoodItems { get; private set; }

    public long PromptTokens { get; private set; }

    /// <summary>Answers to come: one an item, and one a part of those that are cut.</summary>
    public long Generations { get; private set; }

    /// <summary>Prompt and answer of the longest item that only a raised limit takes; 0 without one.</summary>
    public int RaisedTokens { get; private set; }

    public void Raise(int tokens) => RaisedTokens = Math.Max(RaisedTokens, tokens);

    public void AddGood(PreparedItem item)
    {
        GoodItems++;
        PromptTokens += item.PromptTokens;
        Generations += Math.Max(1, item.Parts);
    }
}
