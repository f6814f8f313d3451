using System.Globalization;
using BatchGen.Inference.Runtime;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Setup;

internal sealed class EngineOptionsValidator : IValidateOptions<EngineOptions>
{
    public ValidateOptionsResult Validate(string? name, EngineOptions options)
    {
        var problems = new List<string>();
        Require(options.Slots is null or (>= 1 and <= 256), "Slots", "1 to 256", options.Slots!);
        Require(options.ContextLimitTokens is >= 16 and <= 1 << 24, "ContextLimitTokens", "16 to 16,777,216", options.ContextLimitTokens);
        Require(options.KvCells is >= 0 and <= 1 << 28, "KvCells", "0 (automatic) to 268,435,456", options.KvCells);
        Require(Enum.IsDefined(options.KvType), "KvType", "F16, Q8_0, Q4_0 or F32", options.KvType);
        Require(options.KvLayout is not { } layout || Enum.IsDefined(layout), "KvLayout", "Unified or PerSlot", options.KvLayout!);
        Require(
            options.FlashAttention || options.KvType is KvType.F16 or KvType.F32,
            "FlashAttention",
            "true while KvType is quantized",
            options.FlashAttention);
        Require(options.GpuLayers >= -1, "GpuLayers", "-1 (all) or more", options.GpuLayers);
        Require(Enum.IsDefined(options.GpuSplit), "GpuSplit", "None, Layer or Row", options.GpuSplit);
        Require(options.MainGpu >= 0, "MainGpu", "0 or more", options.MainGpu);
        foreach (var (model, gpu) in options.ModelGpus)
            Require(gpu >= 0, $"ModelGpus:{model}", "a GPU's number, 0 or more", gpu);
        Require(
            options.TensorSplit.All(share => float.IsFinite(share) && share >= 0)
                && (options.TensorSplit.Count == 0 || options.TensorSplit.Any(share => share > 0)),
            "TensorSplit",
            "numbers of 0 or more, one of them above 0",
            string.Join(", ", options.TensorSplit.Select(share => share.ToString(CultureInfo.InvariantCulture))));
        Require(options.StepTokens is >= 1 and <= 1 << 20, "StepTokens", "1 to 1,048,576", options.StepTokens);
        Require(options.MicroStepTokens >= 1 && options.MicroStepTokens <= options.StepTokens, "MicroStepTokens", "1 to StepTokens", options.MicroStepTokens);
        Require(options.DraftRows is >= 0 and <= 4096, "DraftRows", "0 to 4,096", options.DraftRows);
        Require(options.Threads >= 0, "Threads", "0 (all cores) or more", options.Threads);
        Require(options.DefaultMaxTokens >= 1, "DefaultMaxTokens", "1 or more", options.DefaultMaxTokens);
        Require(options.StartTimeout > TimeSpan.Zero, "StartTimeout", "a positive time span", options.StartTimeout);
        Require(options.HangTimeout > TimeSpan.Zero, "HangTimeout", "a positive time span", options.HangTimeout);
        Require(options.DrainTimeout > TimeSpan.Zero, "DrainTimeout", "a positive time span", options.DrainTimeout);
        Require(options.IdleBeforeUnload >= TimeSpan.Zero, "IdleBeforeUnload", "zero or a positive time span", options.IdleBeforeUnload);
        Require(options.SettingsTurn > TimeSpan.Zero, "SettingsTurn", "a positive time span", options.SettingsTurn);
        Require(options.LoadAttempts >= 1, "LoadAttempts", "1 or more", options.LoadAttempts);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Require(bool holds, string key, string expected, object value)
        {
            if (!holds)
                problems.Add($"{EngineOptions.Section}:{key} must be {expected}; it is '{value}'.");
        }
    }
}
