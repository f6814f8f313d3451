using System.Text.Json;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;

namespace BatchGen.Testing.Runtime;

/// <summary>
/// A context without a model that keeps llama.cpp's rules, and throws where llama.cpp would end the process or answer
/// with a code that the caller must never provoke. What comes next depends on the slot's tokens and on nothing else,
/// so sequences run together must read the same as alone.
/// </summary>
public sealed class FakeContext : IRuntimeContext
{
    private readonly List<FakeCell>[] _slots;
    private readonly KvLayout _layout;
    private readonly Dictionary<int, float[]> _rows = [];
    private readonly float[]?[] _spareRows;
    private int _inDecode;

    public FakeContext(int vocabularySize, ContextInfo info, KvLayout layout = KvLayout.Unified)
    {
        VocabularySize = vocabularySize;
        Info = info;
        _layout = layout;
        _slots = [.. Enumerable.Range(0, info.Slots).Select(_ => new List<FakeCell>())];
        _spareRows = new float[info.MostOutputs][];
    }

    public int VocabularySize { get; }

    public ContextInfo Info { get; }

    /// <summary>Chooses the token that greedy sampling takes after a slot's tokens; null draws all logits from their hash.</summary>
    public Func<IReadOnlyList<int>, int>? NextToken { get; init; }

    /// <summary>Slots whose tokens meet this get NaN for every logit, as an overflowing model gives.</summary>
    public Func<IReadOnlyList<int>, bool>? BreaksLogitsOf { get; set; }

    /// <summary>Statuses to answer with, one a step; after them Ok. KvFull is given without being asked when it is due.</summary>
    public Queue<DecodeStatus> Statuses { get; } = new();

    public int CellsUsed { get; private set; }

    public int Steps { get; private set; }

    /// <summary>What a test lets the present step seem to have computed.</summary>
    public long Progress { get; set; }

    /// <summary>Called within each step, on the loop's thread.</summary>
    public Action? OnDecode { get; set; }

    /// <summary>Hears each step before it is computed.</summary>
    public Action<StepInput>? OnStep { get; set; }

    public int KvFullAnswers { get; private set; }

    /// <summary>Whole parts of the cache that were copied from slot to slot.</summary>
    public int Copies { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>How many tokens each step carried.</summary>
    public List<int> StepSizes { get; } = [];

    public DecodeStatus Decode(StepInput step)
    {
        if (Interlocked.Exchange(ref _inDecode, 1) == 1)
            throw new InvalidOperationException("Two threads are in one context: llama.cpp would have ended the process.");
        try
        {
            OnDecode?.Invoke();
            OnStep?.Invoke(step);
            return DecodeAlone(step);
        }
        finally
        {
            Interlocked.Exchange(ref _inDecode, 0);
        }
    }

    /// <summary>A token that is cancelled beforehand aborts, as one cancelled midway would.</summary>
    public DecodeStatus Decode(StepInput step, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            Statuses.Enqueue(DecodeStatus.Aborted);
        return Decode(step);
    }

    public ReadOnlySpan<float> GetLogits(int index) => _rows.TryGetValue(index, out var logits)
        ? logits
        : throw new ArgumentException($"Row {index} asked for no logits: llama.cpp would have ended the process.", nameof(index));

    public void RemoveFrom(SlotId slot, int from)
    {
        var cells = CellsOf(slot);
        for (var i = cells.Count - 1; i >= from; i--)
        {
            if (--cells[i].Owners == 0)
                CellsUsed--;
            cells.RemoveAt(i);
        }
    }

    public void SharePrefix(SlotId source, SlotId target, int length)
    {
        if (_layout != KvLayout.Unified)
            throw new InvalidOperationException("Prefixes are shared in the unified layout only.");
        var cells = CellsOf(target);
        if (cells.Count > 0)
            throw new InvalidOperationException($"{target} is not empty.");
        foreach (var cell in CellsOf(source).Take(length))
        {
            cell.Owners++;
            cells.Add(cell);
        }
    }

    public void CopySequence(SlotId source, SlotId target)
    {
        var cells = CellsOf(target);
        if (cells.Count > 0 || CellsOf(source).Count == 0)
            throw new ArgumentException($"{target} is not empty, or {source} is.");
        if (_layout == KvLayout.Unified)
        {
            SharePrefix(source, target, CellsOf(source).Count);
            return;
        }

        Copies++;
        foreach (var cell in CellsOf(source))
            Append(cells, cell.Token);
    }

    public byte[] SaveSequence(SlotId slot) => CellsOf(slot) is { Count: > 0 } cells
        ? JsonSerializer.SerializeToUtf8Bytes(cells.Select(cell => cell.Token))
        : throw new ArgumentException($"{slot} has no cells.", nameof(slot));

    public void RestoreSequence(SlotId slot, ReadOnlySpan<byte> state)
    {
        var tokens = JsonSerializer.Deserialize<int[]>(state)!;
        var cells = CellsOf(slot);
        if (cells.Count > 0)
            throw new ArgumentException($"{slot} is not empty.", nameof(slot));
        if (tokens.Length > (_layout == KvLayout.Unified ? Info.KvCells - CellsUsed : Info.CellsPerSlot))
            throw new RuntimeException("sequence_state_refused", $"There are no {tokens.Length} free cells for {slot}.");
        foreach (var token in tokens)
            Append(cells, token);
    }

    public void Dispose() => IsDisposed = true;

    private DecodeStatus DecodeAlone(StepInput step)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        CheckLimits(step);
        _rows.Clear();
        Steps++;
        StepSizes.Add(step.Count);
        var status = Statuses.TryDequeue(out var scripted) ? scripted : DecodeStatus.Ok;
        if (IsTooMuch(step))
            status = DecodeStatus.KvFull;
        KvFullAnswers += status == DecodeStatus.KvFull ? 1 : 0;

        // As llama.cpp: a full cache leaves nothing behind, an aborted step may leave its earlier part.
        var rows = status switch { DecodeStatus.Ok => step.Count, DecodeStatus.Aborted => step.Count / 2, _ => 0 };
        for (var row = 0; row < rows; row++)
            Compute(step, row);
        return status;
    }

    private void CheckLimits(StepInput step)
    {
        if (step.Count == 0)
            throw new ArgumentException("The step is empty.", nameof(step));
        if (step.Count > Info.StepTokens)
            throw new ArgumentException($"The step has {step.Count} tokens, {Info.StepTokens} is the most.", nameof(step));
        if (step.WantsLogits.Count(true) > Info.MostOutputs)
            throw new ArgumentException($"The step wants more than {Info.MostOutputs} rows of logits.", nameof(step));
        foreach (var token in step.Tokens)
        {
            if (token < 0 || token >= VocabularySize)
                throw new ArgumentException($"Token {token} is outside the vocabulary.", nameof(step));
        }
    }

    private bool IsTooMuch(StepInput step) => _layout == KvLayout.Unified
        ? CellsUsed + step.Count > Info.KvCells
        : step.Slots.ToArray().CountBy(slot => slot).Any(added => CellsOf(added.Key).Count + added.Value > Info.CellsPerSlot);

    private void Compute(StepInput step, int row)
    {
        var cells = CellsOf(step.Slots[row]);
        if (step.Positions[row] != cells.Count)
            throw new ArgumentException($"Position {step.Positions[row]} of {step.Slots[row]} leaves a gap: {cells.Count} is next.", nameof(step));
        Append(cells, step.Tokens[row]);
        if (step.WantsLogits[row])
            _rows[row] = LogitsAfter(cells, _spareRows[_rows.Count] ??= new float[VocabularySize]);
    }

    private void Append(List<FakeCell> cells, int token)
    {
        cells.Add(new FakeCell(token, cells.Count == 0 ? 0 : cells[^1].Hash));
        CellsUsed++;
    }

    private float[] LogitsAfter(List<FakeCell> cells, float[] logits)
    {
        if (BreaksLogitsOf?.Invoke([.. cells.Select(cell => cell.Token)]) == true)
        {
            Array.Fill(logits, float.NaN);
            return logits;
        }

        if (NextToken is not null)
        {
            Array.Clear(logits);
            logits[NextToken([.. cells.Select(cell => cell.Token)])] = 10f;
            return logits;
        }

        var random = new SplitMix64(cells[^1].Hash);
        for (var token = 0; token < logits.Length; token++)
            logits[token] = (float)(random.NextUnit() * 8.0);
        return logits;
    }

    private List<FakeCell> CellsOf(SlotId slot) => slot.Value >= 0 && slot.Value < _slots.Length
        ? _slots[slot.Value]
        : throw new ArgumentOutOfRangeException(nameof(slot), $"{slot} is not one of {_slots.Length}: llama.cpp might accept it silently.");
}
