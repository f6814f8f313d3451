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
    private readonly EntryShelf _shelf;
    private readonly List<ModelDesk> _desks = [];
    private readonly List<string> _paths = [];
    private int _entries;
    private bool _isUsable = true;

    public InputPreparation(
        SubmissionRequest request,
        IEntryReader reader,
        IEngineManager engines,
        ItemSpool spool,
        EntryShelf shelf,
        SubmissionOptions options,
        IProgress<SubmissionProgress>? progress)
    {
        _request = request;
        _progress = progress;
        _reader = reader;
        _engines = engines;
        _spool = spool;
        _shelf = shelf;
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
            Models = [.. Paths.Select(ModelOf)],
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

        // One model after the other, so that each is loaded once.
        for (var model = 1; model < _paths.Count && _reader.Fatal is null; model++)
            await CountShelvedAsync(model, cancellationToken);
    }

    private async Task CountShelvedAsync(int model, CancellationToken cancellationToken)
    {
        var block = new EntryBlock(model);
        foreach (var entry in _shelf.Take(model))
        {
            // Its prompt was made once, to see that there is one: prompts are large, and are not kept.
            _prompts.Check(entry, out var prompt);
            block.Add(entry, prompt!);
            if (!block.IsFull)
                continue;
            await CountAsync(block, cancellationToken);
            block = new EntryBlock(model);
        }

        await CountAsync(block, cancellationToken);
    }

    private async Task ReadBlocksAsync(ChannelWriter<EntryBlock> blocks, CancellationToken cancellationToken)
    {
        try
        {
            var block = new EntryBlock(modelIndex: 0);
            await foreach (var entry in _reader.ReadAsync(cancellationToken))
            {
                Add(block, entry);
                if (!block.IsFull)
                    continue;
                await blocks.WriteAsync(block, cancellationToken);
                block = new EntryBlock(modelIndex: 0);
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
        switch (_customIds.Name(checkedEntry) with { Ordinal = _entries++ })
        {
            case GoodEntry good when IndexOf(good) is > 0 and var later:
                _shelf.Add(later, good);
                break;
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
        // Only now: an input without one good line needs no model to be refused.
        var desk = block.Prompts.Count == 0 ? null : DeskOf(block.ModelIndex);
        var counts = desk is null ? [] : await desk.CountAsync(block.Prompts, cancellationToken);
        var next = 0;
        foreach (var entry in block.Entries)
        {
            switch (entry)
            {
                case GoodEntry good:
                    var item = await desk!.JudgeAsync(good, counts[next], cancellationToken);
                    Keep(item, block.Prompts[next++]);
                    break;
                case BadEntry bad:
                    Keep(new PreparedItem(bad.Line, bad.CustomId!, RequestJson: "", PromptTokens: 0, bad.Problem) { Ordinal = bad.Ordinal }, prompt: null);
                    break;
            }
        }

        _progress?.Report(new SubmissionProgress(_reader.BytesRead, _reader.Lines, _findings.GoodItems, StoredItems: 0, _problems.Total));
    }

    /// <summary>Of the models that run entries, in the order in which they came; the batch's own until one came.</summary>
    private IReadOnlyList<string> Paths => _paths.Count > 0 ? _paths : [_request.ModelPath];

    private int IndexOf(GoodEntry entry)
    {
        var path = entry.ModelPath ?? _request.ModelPath;
        var index = _paths.IndexOf(path);
        if (index >= 0)
            return index;
        _paths.Add(path);
        return _paths.Count - 1;
    }

    private ModelDesk DeskOf(int model)
    {
        while (_desks.Count <= model)
            _desks.Add(new ModelDesk(_engines.GetEngine(_paths[_desks.Count]), _desks.Count, _request, _settings, _findings));
        return _desks[model];
    }

    private PreparedModel ModelOf(string path, int index)
    {
        var found = _findings.Of(index);
        return new PreparedModel(path, found.GoodItems, found.PromptTokens, found.Generations, found.RaisedTokens);
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
        _desks.Min(desk => desk.ContextLimitTokens),
        _reader.Model)
    {
        Encoding = _reader.Encoding,
        NameEncoding = _reader.NameEncoding,
    };
}
