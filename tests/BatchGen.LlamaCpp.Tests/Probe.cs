using BatchGen.Inference.Runtime.Binding;
using BatchGen.Testing.Mutations;

namespace BatchGen.LlamaCpp.Tests;

/// <summary>This assembly is a program too: what may end a process needs one of its own.</summary>
internal static class Probe
{
    public static int Main(string[] args) => args is [LoadProbe.Verb, .. var options]
        ? LoadProbe.Run(log => new ModelRuntime(new LlamaCppBinding(), log), withRules: !options.Contains(LoadProbe.WithoutRules))
        : 64;
}
