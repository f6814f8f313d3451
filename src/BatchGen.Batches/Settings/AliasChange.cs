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
        var paths = await services.GetRequiredService<IKnownModels>().ListPathsAsync(cancellationToken);
        var added = changed.Select(key => table.Find(key[Prefix.Length..])).OfType<ModelAlias>().ToList();
        // A model's name is the plainest fault, and would make aliases of aliases of those that stand for the model.
        return Problems(added, alias => alias.FindOwner(paths))
            .Concat(Problems(table.All, alias => alias.FindProblem(table)))
            .Concat(Problems(added, alias => alias.FindMissing(paths)))
            .FirstOrDefault();

        static IEnumerable<SettingsRefused> Problems(IEnumerable<ModelAlias> aliases, Func<ModelAlias, ModelRefusal?> find) =>
            aliases.Select(alias => find(alias) is { } problem ? Refuse(Prefix + alias.Name, problem) : null).OfType<SettingsRefused>();
    }

    private static SettingsRefused Refuse(string key, ModelRefusal problem) => new(key, problem.Code, problem.Message) { Sentence = problem.Sentence };
}
