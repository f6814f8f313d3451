using System.Collections.Concurrent;
using BatchGen.Batches.Models;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Models;

/// <summary>The catalogue with what each header says. Headers are read again only when their file has changed.</summary>
public sealed class ModelCards(
    ModelCatalog catalog, ModelRegistry registry, IDeviceSurvey survey, IDeviceLimits limits, Loadability loadability, IEngineManager engines)
{
    private readonly ConcurrentDictionary<string, ReadHeader> _headers = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<ModelCard>> ListAsync(CancellationToken cancellationToken)
    {
        var devices = await survey.ReadAsync(cancellationToken);
        return await Task.Run(() => (IReadOnlyList<ModelCard>)[.. catalog.List().Select(file => Read(file, devices))], cancellationToken);
    }

    private ModelCard Read(ModelFile file, IReadOnlyList<DeviceMemory> devices)
    {
        var isRegistered = registry.Paths.Contains(file.Path);
        if (!file.Exists)
            return new ModelCard(file, null, null, null, file.Problem, isRegistered) { ProblemCode = "model_not_found" };
        try
        {
            var header = HeaderOf(file);
            if (header.Problem is { } problem)
                return new ModelCard(
                    file, header.Shape, header.Licence, null, Sentence.FromString(problem.Message), isRegistered) { ProblemCode = problem.Code };
            // What the header does not tell, a load has learnt.
            var failure = LoadFailure.Find(engines, file.Path);
            return new ModelCard(file, header.Shape, header.Licence, loadability.PlanDefault(file.Path, devices, limits), failure?.Sentence, isRegistered)
            {
                ProblemCode = failure?.Code,
                HasChatTemplate = header.HasChatTemplate,
            };
        }
        catch (GgufException refusal)
        {
            return new ModelCard(file, null, null, null, refusal.Message, isRegistered) { ProblemCode = refusal.Code };
        }
        catch (PlanException refusal)
        {
            return new ModelCard(file, HeaderOf(file).Shape, HeaderOf(file).Licence, null, refusal.Sentence, isRegistered) { ProblemCode = refusal.Code };
        }
    }

    private ReadHeader HeaderOf(ModelFile file)
    {
        var stamp = GgufParts.StampOf(file.Path);
        if (_headers.TryGetValue(file.Path, out var known) && known.Stamp == stamp)
            return known;
        var header = GgufFile.Read(file.Path);
        GgufSafety.Check(header);
        return _headers[file.Path] = new ReadHeader(
            stamp, ModelShape.From(header), header.Metadata.FindString("general.license"), ProblemOf(header), GgufSafety.HasChatTemplate(header));
    }

    /// <summary>The header may be good and the weights missing.</summary>
    private static GgufException? ProblemOf(GgufFile header)
    {
        try
        {
            GgufSafety.CheckForLoad(header);
            return null;
        }
        catch (GgufException refusal)
        {
            return refusal;
        }
    }

    private sealed record ReadHeader(PartsStamp Stamp, ModelShape Shape, string? Licence, GgufException? Problem, bool HasChatTemplate);
}
