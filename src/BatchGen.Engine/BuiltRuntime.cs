using System.Reflection;

namespace BatchGen.Engine;

/// <summary>What engines were built to run on (-p:LlamaRuntime, -p:LlamaBackend). What one really runs on it says itself, once it is loaded.</summary>
public static class BuiltRuntime
{
    /// <summary>E.g. "llama.cpp (cuda)" or "LLamaSharp (cpu)".</summary>
    public static string Description { get; } = $"{(Read("LlamaRuntime") == "LLamaSharp" ? "LLamaSharp" : "llama.cpp")} ({Read("LlamaBackend")})";

    private static string Read(string key) => typeof(BuiltRuntime).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}
