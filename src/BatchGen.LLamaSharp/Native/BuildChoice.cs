using System.Reflection;

namespace BatchGen.LLamaSharp.Native;

/// <summary>What this assembly was built with.</summary>
internal static class BuildChoice
{
    /// <summary>LLamaSharp's version: it names exactly one llama.cpp release, which no function of the library tells.</summary>
    public static string Version => Read("LLamaSharpVersion");

    /// <summary>cpu, cuda12, vulkan; "none" when the libraries come from a folder.</summary>
    public static string Backend => Read("LlamaBackend");

    private static string Read(string key) => typeof(BuildChoice).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}
