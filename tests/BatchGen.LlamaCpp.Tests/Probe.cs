using BatchGen.Inference.Runtime.Binding;
using BatchGen.Inference.Runtime.Logs;
using BatchGen.Runtime.Contract.Devices;
using BatchGen.Testing.Mutations;

namespace BatchGen.LlamaCpp.Tests;

/// <summary>This assembly is a program too: what may end a process, and what wants devices of its own, needs one of its own.</summary>
internal static class Probe
{
    public static int Main(string[] args) => args is [LoadProbe.Verb, .. var options]
        ? LoadProbe.Run(Create, withRules: !options.Contains(LoadProbe.WithoutRules))
        : DeviceProbe.Run(args, () => Create(_ => { }));

    private static ModelRuntime Create(Action<LlamaLogLine> log) => new(new LlamaCppBinding(), log);
}
