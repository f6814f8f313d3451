using System.Security.Cryptography;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Sampling;

/// <summary>
/// Picks one sequence's tokens, by <see cref="SamplingSettings"/>' order: penalties; then at temperature 0 the largest
/// logit, else top-k, top-p, min-p, temperature, draw. Equal logits go to the lower id. NaN is never picked.
/// </summary>
/// <remarks>top-p and min-p look at the distribution before temperature, as in llama.cpp's default order.</remarks>
public sealed class Sampler
{
    // Finite, so that a logit of −∞ or NaN is never a candidate.
    private const float Everywhere = float.MaxValue;

    private readonly SamplingSettings _settings;
    private readonly PenaltyWindow? _penalties;
    private readonly SplitMix64 _random;
    private readonly ITokenGrammar? _grammar;

    /// <param name="settings">Valid ones: <see cref="SamplingSettings.Validate"/> finds nothing.</param>
    /// <param name="prompt">Its last tokens count for the penalties.</param>
    /// <param name="grammar">What the answer must follow, or null; whoever made it disposes it.</param>
    public Sampler(SamplingSettings settings, ReadOnlySpan<int> prompt, ITokenGrammar? grammar = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _grammar = grammar;
        _penalties = settings.HasPenalties ? new PenaltyWindow(settings, prompt) : null;
        _random = new SplitMix64(settings.Seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
    }

    /// <param name="logits">One a vocabulary entry; not changed.</param>
    /// <param name="token">The token picked; tell <see cref="Accept"/> if it is used.</param>
    /// <returns>False when no logit is a number above −∞: the model's arithmetic broke down.</returns>
    public bool TryPick(ReadOnlySpan<float> logits, SamplerWorkspace workspace, out int token)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var penalized = Penalize(logits, workspace);
        if (!TryPick(penalized, workspace.Candidates, out token))
            return false;
        // Asking about one token is cheap and the model is mostly right by itself; only when it is not are all of them asked.
        return _grammar is null || _grammar.Allows(token) || TryPick(Restrict(penalized, workspace), workspace.Candidates, out token);
    }

    private bool TryPick(ReadOnlySpan<float> penalized, CandidateSet candidates, out int token)
    {
        token = Logits.IndexOfLargest(penalized);
        if (token < 0)
            return false;
        if (_settings.Temperature > 0f)
            token = Draw(penalized, penalized[token], candidates);
        return true;
    }

    /// <summary>The token became part of the answer.</summary>
    public void Accept(int token)
    {
        _penalties?.Add(token);
        _grammar?.Accept(token);
    }

    private Span<float> Restrict(ReadOnlySpan<float> penalized, SamplerWorkspace workspace)
    {
        var copy = workspace.Logits.AsSpan(0, penalized.Length);
        if (_penalties is null)
            penalized.CopyTo(copy);
        _grammar!.Restrict(copy);
        return copy;
    }

    private ReadOnlySpan<float> Penalize(ReadOnlySpan<float> logits, SamplerWorkspace workspace)
    {
        if (_penalties is null)
            return logits;
        var copy = workspace.Logits.AsSpan(0, logits.Length);
        logits.CopyTo(copy);
        _penalties.Apply(copy);
        return copy;
    }

    private int Draw(ReadOnlySpan<float> logits, float largest, CandidateSet candidates)
    {
        var topK = _settings.TopK == 0 ? logits.Length : Math.Min(_settings.TopK, logits.Length);
        var keepsAll = topK == logits.Length;
        var minPReach = _settings.MinP > 0f ? -MathF.Log(_settings.MinP) : Everywhere;

        candidates.Collect(logits, largest, keepsAll ? Math.Min(minPReach, TopPReach(logits.Length)) : Everywhere, topK);
        if (_settings.TopP < 1f)
            candidates.KeepMass(_settings.TopP * (keepsAll ? Logits.Mass(logits, largest) : candidates.Mass()));
        candidates.KeepWithin(minPReach);
        return candidates.Draw(_random.NextUnit(), _settings.Temperature);
    }

    /// <summary>
    /// All tokens further from the largest than this hold less than 1 − top_p of the mass together (each of the n weighs
    /// less than (1 − top_p) / n of the largest alone), so top-p would drop them; e times less, against rounding.
    /// </summary>
    private float TopPReach(int vocabularySize) =>
        _settings.TopP < 1f ? 1f - MathF.Log((1f - _settings.TopP) / vocabularySize) : Everywhere;
}
