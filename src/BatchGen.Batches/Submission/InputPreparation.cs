using System.Threading.Channels;
using BatchGen.Batches.Prompts;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Submission;

/// <summary>
/// Reads one input, checks every line and counts its tokens: what a submission and a dry run have in common.
/// Reading runs ahead of counting by a few blocks, so that the engine's tokenizer and this process work at once.
/// </summary>
internal sealed class InputPreparation
{
    private const int BlocksAhead = 4;
    private const int PreviewedPrompts = 3;

    private readonly SubmissionRequest _request;
    private readonly IProgress<SubmissionProgress>? _progress;
    private readonly BatchInputReader _reader;
    private readonly IEngineManager _engines;
    private readonly ItemSpool _spool;
    private readonly ProblemList _problems;
    private readonly CustomIds _customIds = new();
    private readonly List<string> _firstPrompts = [];
    private readonly string? _systemPrompt;

    private TokenCounter? _tokens;
    private int? _contextLimitTokens;
    private long _promptTokens;
    private int _longestPromptTokens;
    private int _goodItems;
    private bool _isUsable = true;

    public InputPreparation(
        SubmissionRequest request, IEngineManager engines, ItemSpool spool, SubmissionOptions options, IProgress<SubmissionProgress>? progress)
    {
        _request = request;
        _progress = progress;
        _reader = new BatchInputReader(request.Input, request.Format, options, request.Endpoint);
        _engines = engines;
        _spool = spool;
        _problems = new ProblemList(options.MaxListedProblems);
        _systemPrompt = SystemPrompts.TextOf(request.SystemPrompt);
    }

    /// <summary>Bad input and a model that cannot be loaded are problems in the result, not exceptions. The result owns the spool.</summary>
    public async Task<PreparedInput> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var problem in SettingsCheck.FindProblems(_request))
            Refuse(problem);

        try
        {
            if (_isUsable)
                await ReadAndCountAsync(cancellationToken);
            if (_reader.Fatal is { } fatal)
                Refuse(fatal);
        }
        catch (EngineException exception)
        {
            Refuse(new InputProblem(null, exception.Code, exception.Message));
        }

        return new PreparedInput(_spool, Summarize(), _reader.Endpoint, _problems, _firstPrompts, _isUsable);
    }

    private void Refuse(InputProblem problem)
    {
        _problems.Add(problem);
        _isUsable = false;
    }

    private async Task ReadAndCountAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var blocks = Channel.CreateBounded<EntryBlock>(new BoundedChannelOptions(BlocksAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadBlocksAsync(blocks.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var block in blocks.Reader.ReadAllAsync(cancellationToken))
                await CountAsync(block, cancellationToken);
        }
        finally
        {
            // The reader tells its own errors through the channel; here it is only made sure that it is over.
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task ReadBlocksAsync(ChannelWriter<EntryBlock> blocks, CancellationToken cancellationToken)
    {
        try
        {
            var block = new EntryBlock();
            await foreach (var entry in _reader.ReadAsync(cancellationToken))
            {
                block.Add(_customIds.Name(entry), _systemPrompt);
                if (!block.IsFull)
                    continue;
                await blocks.WriteAsync(block, cancellationToken);
                block = new EntryBlock();
            }

            await blocks.WriteAsync(block, cancellationToken);
            blocks.Complete();
        }
        catch (Exception exception)
        {
            blocks.Complete(exception);
        }
    }

    private async Task CountAsync(EntryBlock block, CancellationToken cancellationToken)
    {
        var counts = block.Prompts.Count == 0 ? [] : await CountAsync(block.Prompts, cancellationToken);
        var next = 0;
        foreach (var named in block.Entries)
            Keep(named.Entry is GoodEntry good ? Judge(good, named.CustomId, counts[next++]) : Bad(named));

        _progress?.Report(new SubmissionProgress(_reader.BytesRead, _reader.Lines, _goodItems, StoredItems: 0, _problems.Total));
    }

    private async Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        // Only now: an input without one good line needs no model to be refused.
        _tokens ??= new TokenCounter(_engines.GetEngine(_request.ModelPath));
        _contextLimitTokens ??= await AgreeOnLimitAsync(_tokens, cancellationToken);
        return await _tokens.CountAsync(prompts, cancellationToken);
    }

    private async Task<int> AgreeOnLimitAsync(TokenCounter tokens, CancellationToken cancellationToken)
    {
        var most = await tokens.GetContextLimitAsync(cancellationToken);
        if (_request.ContextLimitTokens is not { } wanted)
            return most;
        if (wanted > most)
            throw new EngineException(
                ProblemCodes.ContextLimitTooLarge,
                $"The batch asks for a context of {wanted:N0} tokens and this engine gives {most:N0}. Lower the batch's context limit or give the engine a larger context.");
        return wanted;
    }

    private PreparedItem Judge(GoodEntry good, string customId, int promptTokens)
    {
        var json = StoredJson.Write(good.Request);
        // The answer needs at least one token of room.
        if (promptTokens < _contextLimitTokens)
            return new PreparedItem(good.Line, customId, json, promptTokens, Problem: null);

        return new PreparedItem(good.Line, customId, json, promptTokens, new InputProblem(
            good.Line,
            ProblemCodes.ContextLengthExceeded,
            $"The prompt of line {good.Line} has {promptTokens:N0} tokens, and prompt and answer together may have {_contextLimitTokens:N0}. Shorten it or raise the context limit.",
            good.Request.Prompt is null ? "messages" : "prompt"));
    }

    private static PreparedItem Bad(NamedEntry named) =>
        new(named.Entry.Line, named.CustomId, RequestJson: "", PromptTokens: 0, ((BadEntry)named.Entry).Problem);

    private void Keep(PreparedItem item)
    {
        _spool.Add(item);
        if (item.Problem is not null)
        {
            _problems.Add(item.Problem);
            return;
        }

        _goodItems++;
        _promptTokens += item.PromptTokens;
        _longestPromptTokens = Math.Max(_longestPromptTokens, item.PromptTokens);
        if (_firstPrompts.Count < PreviewedPrompts)
            _firstPrompts.Add(Preview(StoredJson.ReadRequest(item.RequestJson)));
    }

    private static string Preview(ItemRequest request) => request.Prompt ?? request.Messages!.Last(message => message.Role != "system").Content;

    private InputSummary Summarize() => new(
        _reader.Format,
        _reader.BytesRead,
        _reader.Lines,
        _reader.BlankLines,
        _goodItems,
        _spool.Count - _goodItems,
        _promptTokens,
        _longestPromptTokens,
        _contextLimitTokens,
        _reader.Model);
}
