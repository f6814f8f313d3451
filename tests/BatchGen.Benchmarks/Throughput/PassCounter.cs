using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>
/// How many times llama.cpp reads the weights for a step: a replay of its split into micro steps (llama-batch.cpp: split_simple,
/// and with a part of the cache for each slot split_equal, which computes slots together only when their ids rise by one).
/// </summary>
internal sealed class PassCounter(KvLayout layout, int microStepTokens)
{
    private readonly int[] _left = new int[256];
    private readonly List<int> _together = [];

    public int Count(StepInput step)
    {
        if (layout == KvLayout.Unified)
            return (step.Count + microStepTokens - 1) / microStepTokens;
        foreach (var slot in step.Slots)
            _left[slot.Value]++;
        var passes = 0;
        for (var left = step.Count; left > 0; passes++)
        {
            Gather(step);
            var rows = Math.Min(_together.Min(slot => _left[slot]), Math.Max(1, microStepTokens / _together.Count));
            foreach (var slot in _together)
                _left[slot] -= rows;
            left -= rows * _together.Count;
        }

        return passes;
    }

    private void Gather(StepInput step)
    {
        _together.Clear();
        foreach (var slot in step.Slots)
        {
            var isNext = _together.Count == 0 || slot.Value == _together[^1] + 1;
            if (_left[slot.Value] > 0 && isNext && !_together.Contains(slot.Value))
                _together.Add(slot.Value);
        }
    }
}
