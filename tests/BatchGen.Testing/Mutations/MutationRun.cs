namespace BatchGen.Testing.Mutations;

/// <summary>How many of a run's files ended how, and those that no file may end.</summary>
/// <param name="Failures">Killed, hung or unexpected, with what was changed.</param>
/// <param name="Refusals">Codes or reasons of refusals, with their numbers.</param>
public sealed record MutationTally(
    IReadOnlyDictionary<LoadOutcome, int> Counts, IReadOnlyList<MutationFailure> Failures, IReadOnlyDictionary<string, int> Refusals)
{
    public int Of(LoadOutcome outcome) => Counts.GetValueOrDefault(outcome);
}

public sealed record MutationFailure(int Number, string Description, LoadVerdict Verdict)
{
    public override string ToString() => $"{Number}, {Description}: {Verdict.Outcome} at {Verdict.Stage}: {Verdict.Reason}";
}

/// <summary>Tries the first models of a seed one after the other.</summary>
public static class MutationRun
{
    public static async Task<MutationTally> RunAsync(LoadTrial trial, int seed, int models, Action<MutationFailure>? onFailure = null)
    {
        ArgumentNullException.ThrowIfNull(trial);
        using var folder = new ScratchFolder();
        var path = folder.File("mutated.gguf");
        var counts = new Dictionary<LoadOutcome, int>();
        var refusals = new Dictionary<string, int>(StringComparer.Ordinal);
        var failures = new List<MutationFailure>();
        foreach (var (number, model) in new ModelMutator(seed).All().Take(models).Index())
        {
            model.Write(path);
            var verdict = await trial.TryAsync(path);
            counts[verdict.Outcome] = counts.GetValueOrDefault(verdict.Outcome) + 1;
            if (verdict.Outcome == LoadOutcome.RefusedByRule)
                refusals[CodeOf(verdict)] = refusals.GetValueOrDefault(CodeOf(verdict)) + 1;
            if (verdict.HasSurvived)
                continue;
            failures.Add(new MutationFailure(number, model.Description, verdict));
            onFailure?.Invoke(failures[^1]);
        }

        return new MutationTally(counts, failures, refusals);
    }

    private static string CodeOf(LoadVerdict verdict) => verdict.Reason.Split(':')[0];
}
