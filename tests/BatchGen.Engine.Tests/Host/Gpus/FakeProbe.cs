using BatchGen.Engine.Host.Gpus;

namespace BatchGen.Engine.Tests.Host.Gpus;

/// <summary>A machine whose loader answers what it is told; it counts how often it was asked.</summary>
internal sealed class FakeProbe : ILibraryProbe
{
    public const string Backend = "/opt/batchgen/llama/libggml-cuda.so";

    public Dictionary<string, string> Problems { get; } = [];

    public int Questions { get; private set; }

    public string? FindProblem(string library)
    {
        Questions++;
        return Problems.GetValueOrDefault(library);
    }

    public string? FindCudaBackend()
    {
        Questions++;
        return Backend;
    }
}
