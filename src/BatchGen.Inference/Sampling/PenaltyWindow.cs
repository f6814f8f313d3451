namespace BatchGen.Inference.Sampling;

/// <summary>
/// The last tokens of prompt and answer together, as llama.cpp's server counts them, and what their presence costs.
/// Formula: its <c>llama_sampler_penalties</c>.
/// </summary>
internal sealed class PenaltyWindow
{
    private readonly SamplingSettings _settings;
    private readonly Queue<int> _tokens = new();
    private readonly Dictionary<int, int> _counts = [];

    public PenaltyWindow(SamplingSettings settings, ReadOnlySpan<int> prompt)
    {
        _settings = settings;
        foreach (var token in prompt[Math.Max(0, prompt.Length - settings.PenaltyWindowTokens)..])
            Add(token);
    }

    public void Add(int token)
    {
        if (_tokens.Count == _settings.PenaltyWindowTokens)
            Forget(_tokens.Dequeue());
        _tokens.Enqueue(token);
        _counts[token] = _counts.GetValueOrDefault(token) + 1;
    }

    /// <summary>Changes the logits of the tokens seen, in place.</summary>
    public void Apply(Span<float> logits)
    {
        foreach ((var token, var count) in _counts)
        {
            var logit = logits[token];
            // Dividing a negative logit would make the token more likely.
            logit = logit <= 0f ? logit * _settings.RepetitionPenalty : logit / _settings.RepetitionPenalty;
            logits[token] = logit - count * _settings.FrequencyPenalty - _settings.PresencePenalty;
        }
    }

    private void Forget(int token)
    {
        var left = _counts[token] - 1;
        if (left == 0)
            _counts.Remove(token);
        else
            _counts[token] = left;
    }
}
