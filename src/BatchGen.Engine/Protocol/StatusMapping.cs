using BatchGen.Engine.Client;
using BatchGen.Engine.Calibration;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Sizing;

namespace BatchGen.Engine.Protocol;

internal static class StatusMapping
{
    public static ModelWire ToWire(this EngineModel model)
    {
        var wire = new ModelWire
        {
            Architecture = model.Info.Architecture,
            Name = model.Info.Name,
            TrainedContextTokens = model.Info.TrainedContextTokens,
            LayerCount = model.Info.LayerCount,
            EmbeddingLength = model.Info.EmbeddingLength,
            VocabularySize = model.Info.VocabularySize,
            ParameterCount = model.Info.ParameterCount,
            SizeBytes = model.Info.SizeBytes,
            Description = model.Info.Description,
            RuntimeName = model.Runtime.Name,
            RuntimeVersion = model.Runtime.Version,
            RuntimeBackend = model.Runtime.Backend,
            RuntimeBuild = model.Runtime.Build,
            RuntimeReason = model.Runtime.Reason,
            KvCells = model.Context.KvCells,
            CellsPerSlot = model.Context.CellsPerSlot,
            Slots = model.Context.Slots,
            StepTokens = model.Context.StepTokens,
            KvBytes = model.Context.KvBytes,
            ComputeBytes = model.Context.ComputeBytes,
            ContextLimitTokens = model.ContextLimitTokens,
            DefaultMaxTokens = model.DefaultMaxTokens,
            TemplateName = model.TemplateName,
            KvPerSlot = model.Context.Layout == KvLayout.PerSlot,
            MicroStepTokens = model.Context.MicroStepTokens,
            KeepsPrefixes = model.Context.KeepsPrefixes,
            DraftRows = model.Context.DraftRows,
        };
        if (model.Info.ChatTemplate is { } template)
            wire.ChatTemplate = template;
        if (model.Runtime.GpuProblem is { } problem)
            wire.RuntimeGpuProblem = problem;
        if (model.Offload is { } offload)
            wire.OffloadTokensPerSecond = offload.TokensPerSecond;
        if (model.Offload?.Slowdown is { } slowdown)
            wire.OffloadSlowdown = slowdown;
        if (model.Steps is { } steps)
        {
            wire.PassMilliseconds = steps.PassMilliseconds;
            wire.RowCost = steps.Row;
        }

        if (model.Steps?.Cell is { } cell)
            wire.CellCost = cell;
        return wire;
    }

    public static EngineModel FromWire(this ModelWire wire) => new(
        new ModelInfo(
            wire.Architecture,
            wire.Name,
            wire.TrainedContextTokens,
            wire.LayerCount,
            wire.EmbeddingLength,
            wire.VocabularySize,
            wire.ParameterCount,
            wire.SizeBytes,
            wire.Description,
            wire.HasChatTemplate ? wire.ChatTemplate : null),
        new RuntimeInfo(wire.RuntimeName, wire.RuntimeVersion, wire.RuntimeBackend, wire.RuntimeBuild, wire.RuntimeReason)
        {
            GpuProblem = wire.HasRuntimeGpuProblem ? wire.RuntimeGpuProblem : null,
        },
        new ContextInfo(wire.KvCells, wire.CellsPerSlot, wire.Slots, wire.StepTokens, wire.KvBytes, wire.ComputeBytes,
            wire.KvPerSlot ? KvLayout.PerSlot : KvLayout.Unified, wire.MicroStepTokens, wire.KeepsPrefixes, wire.DraftRows),
        wire.ContextLimitTokens,
        wire.DefaultMaxTokens,
        wire.TemplateName)
    {
        Offload = wire.HasOffloadTokensPerSecond
            ? new OffloadSpeed(wire.OffloadTokensPerSecond, wire.HasOffloadSlowdown ? wire.OffloadSlowdown : null)
            : null,
        Steps = wire.HasRowCost ? new MeasuredSteps(wire.PassMilliseconds, wire.RowCost, wire.HasCellCost ? wire.CellCost : null) : null,
    };

    public static ActivityWire ToWire(this LoopActivity activity) => new()
    {
        RunningSequences = activity.RunningSequences,
        WaitingSequences = activity.WaitingSequences,
        KvCellsUsed = activity.KvCellsUsed,
        KvCellsReserved = activity.KvCellsReserved,
        KvCellsTotal = activity.KvCellsTotal,
        PrefillTokens = activity.PrefillTokens,
        DecodeTokens = activity.DecodeTokens,
        Steps = activity.Steps,
        Passes = activity.Passes,
        CachedTokens = activity.CachedTokens,
        KvCellsKept = activity.KvCellsKept,
        Preemptions = activity.Preemptions,
        DraftedTokens = activity.DraftedTokens,
        HitTokens = activity.HitTokens,
        DraftRowCost = activity.DraftRowCost,
        IsAwake = activity.IsAwake,
        Progress = activity.Progress,
    };

    public static LoopActivity FromWire(this ActivityWire wire) => new(
        wire.RunningSequences,
        wire.WaitingSequences,
        wire.KvCellsUsed,
        wire.KvCellsReserved,
        wire.KvCellsTotal,
        wire.PrefillTokens,
        wire.DecodeTokens,
        wire.Steps)
    {
        Passes = wire.Passes,
        CachedTokens = wire.CachedTokens,
        KvCellsKept = wire.KvCellsKept,
        Preemptions = wire.Preemptions,
        DraftedTokens = wire.DraftedTokens,
        HitTokens = wire.HitTokens,
        DraftRowCost = wire.DraftRowCost,
        IsAwake = wire.IsAwake,
        Progress = wire.Progress,
    };

    public static DeviceWire ToWire(this DeviceMemory device) => new()
    {
        Name = device.Name,
        Description = device.Description,
        Kind = (int)device.Kind,
        FreeBytes = device.FreeBytes,
        TotalBytes = device.TotalBytes,
    };

    public static DeviceMemory FromWire(this DeviceWire wire) =>
        new(wire.Name, wire.Description, (DeviceKind)wire.Kind, wire.FreeBytes, wire.TotalBytes);
}
