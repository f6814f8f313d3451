using System.Threading.Channels;
using BatchGen.Batches.Requests;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Submission;

/// <summary>
/// Reads one input, checks every line and counts its tokens: what a submission and a dry run have in common.
/// Reading runs ahead of counting by a few blocks, so that the engine's tokenizer and this process work at once.
/// </summary>
internal sealed class InputPreparation
{
    private const int BlocksAhead = 4;

    private readonly SubmissionRequest _request;
    private readonly IProgress<SubmissionProgress>? _progress;
    private readonly IEntryReader _reader;
    private readonly IEngineManager _engines;
    private readonly ItemSpool _spool;
    private readonly ProblemList _problems;
    private readonly InputFindings _findings;
    private readonly EntryPrompts _prompts;
    private readonly BatchSettings _settings;
    private readonly CustomIds _customIds = new();
    private TokenCounter? _tokens;
    private ItemJudge? _judge;
    private int? _contextLimitTokens;
    private bool _isUsable = true;

    public InputPreparation(
        SubmissionRequest request,
        IEntryReader reader,
        IEngineManager engines,
        ItemSpool spool,
        SubmissionOptions options,
        IProgress<SubmissionProgress>? progress)
    {
        _request = request;
        _progress = progress;
        _reader = reader;
        _engines = engines;
        _spool = spool;
        _settings = request.ToSettings();
        _problems = new ProblemList(options.MaxListedProblems);
        _findings = new InputFindings(request.PreviewItems, options.MaxListedProblems);
        _prompts = new EntryPrompts(_settings);
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
            Refuse(new InputProblem(null, exception.Code, exception.Sentence));
        }

        return new PreparedInput(_spool, Summarize(), _reader.Endpoint, _problems, _findings, _isUsable)
        {
            Skipped = _reader.Skipped,
            Renamed = _reader.Renamed,
            Matrix = _reader.Matrix,
        };
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
                Add(block, entry);
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

    private void Add(EntryBlock block, InputEntry entry)
    {
        var checkedEntry = _prompts.Check(entry, out var prompt);
        switch (_customIds.Name(checkedEntry))
        {
            case GoodEntry good:
                block.Add(good, prompt!);
                break;
            case BadEntry bad:
                block.Add(bad);
                break;
        }
    }

    private async Task CountAsync(EntryBlock block, CancellationToken cancellationToken)
    {
        var counts = block.Prompts.Count == 0 ? [] : await CountAsync(block.Prompts, cancellationToken);
        var next = 0;
        foreach (var entry in block.Entries)
        {
            switch (entry)
            {
                case GoodEntry good:
                    var item = await _judge!.JudgeAsync(good, counts[next], cancellationToken);
                    Keep(item, block.Prompts[next++]);
                    break;
                case BadEntry bad:
                    Keep(new PreparedItem(bad.Line, bad.CustomId!, RequestJson: "", PromptTokens: 0, bad.Problem), prompt: null);
                    break;
            }
        }

        _progress?.Report(new SubmissionProgress(_reader.BytesRead, _reader.Lines, _findings.GoodItems, StoredItems: 0, _problems.Total));
    }

    private async Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<GenerationPrompt> prompts, CancellationToken cancellationToken)
    {
        // Only now: an input without one good line needs no model to be refused.
        _tokens ??= new TokenCounter(_engines.GetEngine(_request.ModelPath));
        if (_judge is null)
        {
            var model = await _tokens.GetModelAsync(cancellationToken);
            _contextLimitTokens = AgreeOnLimit(model);
            _judge = new ItemJudge(_request.OnOverLimit, _contextLimitTokens.Value, model, _settings, _tokens, _findings);
        }

        return await _tokens.CountAsync(prompts, cancellationToken);
    }

    private int AgreeOnLimit(EngineModel model)
    {
        if (_request.ContextLimitTokens is not { } wanted)
            return model.StandardContextTokens;
        if (model.Info.TrainedContextTokens is > 0 and var most && wanted > most)
            throw new EngineException(
                ProblemCodes.ContextLimitTooLarge,
                $"The batch asks for a context of {wanted:N0} tokens and this model was trained on {most:N0}. Lower the batch's context limit.");
        return wanted;
    }

    private void Keep(PreparedItem item, GenerationPrompt? prompt)
    {
        _spool.Add(item);
        _findings.Add(item, prompt);
        if (item.Problem is not null)
            _problems.Add(item.Problem);
    }

    private InputSummary Summarize() => new(
        _reader.Format,
        _reader.BytesRead,
        _reader.Lines,
        _reader.BlankLines,
        _findings.GoodItems,
        _spool.Count - _findings.GoodItems,
        _findings.RepeatedItems,
        _findings.PromptTokens,
        _findings.LongestPromptTokens,
        _contextLimitTokens,
        _reader.Model)
    {
        Encoding = _reader.Encoding,
        NameEncoding = _reader.NameEncoding,
    };
}
