using BatchGen.Batches.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Settings;

/// <summary>Judges a change of the table of aliases: by the table as it would be, and what is new in it beside the models that this machine has.</summary>
internal sealed class AliasChange(IServiceProvider services)
{
    /// <returns>Null when nothing is wrong, or no alias among the changes.</returns>
    public async Task<SettingsRefused?> FindProblemAsync(
        IReadOnlyDictionary<string, string?> changes, IConfiguration candidate, CancellationToken cancellationToken)
    {
        const string Prefix = ModelAliases.Section + ":";
        var changed = changes.Keys.Where(key => key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        if (changed.Count == 0)
            return null;
        var table = new ModelAliases();
        table.Read(candidate);
        foreach (var alias in table.All)
        {
            if (alias.FindProblem(table) is { } problem)
                return Refuse(Prefix + alias.Name, problem);
        }

        var paths = await services.GetRequiredService<IKnownModels>().ListPathsAsync(cancellationToken);
        return changed.Select(key => table.Find(key[Prefix.Length..])).OfType<ModelAlias>()
            .Select(alias => alias.FindProblem(paths) is { } problem ? Refuse(Prefix + alias.Name, problem) : null)
            .FirstOrDefault(refusal => refusal is not null);
    }

    private static SettingsRefused Refuse(string key, ModelRefusal problem) => new(key, problem.Code, problem.Message) { Sentence = problem.Sentence };
}
