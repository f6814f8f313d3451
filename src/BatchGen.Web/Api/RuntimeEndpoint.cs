using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Wire;
namespace BatchGen.Web.Api;

/// <summary><c>/api/runtime</c>: what models run on, asked of this machine's libraries whether a model is loaded or not.</summary>
internal static class RuntimeEndpoint
{
    public static void Map(RouteGroupBuilder reading) =>
        reading.MapGet("/api/runtime", AnswerAsync)
            .WithTags("Memory").WithSummary("What models run on: binding, release, which build of the libraries was chosen, and why")
            .Produces<RuntimeBody>().Produces<ApiError>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> AnswerAsync(IMemoryDryRun machine, CancellationToken cancellationToken)
    {
        try
        {
            return OpenAiJson.Ok(RuntimeBody.Of(await machine.GetRuntimeAsync(cancellationToken)));
        }
        catch (DryRunException failure)
        {
            return ApiError.Refuse(StatusCodes.Status503ServiceUnavailable, failure.Code, failure.Message);
        }
    }

    /// <summary>What models run on.</summary>
    /// <param name="Name">What binds llama.cpp: LLamaSharp or llama.cpp.</param>
    /// <param name="Backend">What computes: cpu, cuda12, cuda, vulkan, metal.</param>
    /// <param name="Build">The processor's build of the libraries, e.g. avx2; empty where the library decides by itself.</param>
    /// <param name="Reason">Why this build.</param>
    /// <param name="GpuProblem">Why the GPU that the program was built for is not used; null when it is, or when it was built for none.</param>
    private sealed record RuntimeBody(string Name, string Version, string Backend, string Build, string Reason, string? GpuProblem)
    {
        public static RuntimeBody Of(RuntimeInfo runtime) =>
            new(runtime.Name, runtime.Version, runtime.Backend, runtime.Build, runtime.Reason, runtime.GpuProblem);
    }
}
