using System.CommandLine;
using BatchGen.Web.Planning;

namespace BatchGen.Web.CommandLine;

/// <summary><c>plan MODEL</c>: what a model would take, before anything is loaded.</summary>
internal sealed class PlanCommand(CommandStreams streams, Action<IServiceCollection>? customize)
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A GGUF file, or a name from the models folder; a header without weights is enough." };
    private readonly Option<string?> _context = new("--context") { Description = "The most tokens one prompt and its answer may take (Engine:ContextLimitTokens).", HelpName = "N" };
    private readonly Option<string?> _slots = new("--slots") { Description = "Prompts that run at once, 1 to 256 (Engine:Slots).", HelpName = "N" };
    private readonly Option<string?> _kvType = new("--kv-type") { Description = "How the KV cache is stored: f16, q8_0 or q4_0 (Engine:KvType).", HelpName = "TYPE" };
    private readonly Option<string?> _flashAttention = new("--flash-attention") { Description = "on or off (Engine:FlashAttention).", HelpName = "on|off" };
    private readonly Option<string?> _gpuLayers = new("--gpu-layers") { Description = "Layers on the GPU: a number, -1 for all, or auto for as many as fit (Engine:GpuLayers).", HelpName = "N|auto" };
    private readonly Option<bool> _json = new("--json") { Description = "Write the plan as JSON, as GET /api/memory/plan does." };

    public Command Build()
    {
        var command = new Command("plan", "Says what a model would take in memory and whether it fits. Exit code 0: it fits; 1: it does not; 2: no plan can be made.")
        {
            _model, _context, _slots, _kvType, _flashAttention, _gpuLayers, _json,
        };
        command.SetAction((parsed, cancellationToken) => Run(parsed).ExecuteAsync(cancellationToken));
        return command;
    }

    private PlanRun Run(ParseResult parsed) => new(
        parsed.GetRequiredValue(_model),
        new LeverTexts(
            parsed.GetValue(_context), parsed.GetValue(_slots), parsed.GetValue(_kvType), parsed.GetValue(_flashAttention), parsed.GetValue(_gpuLayers)),
        parsed.GetValue(_json) ? new JsonPlanReport(streams.Output) : new TablePlanReport(streams.Output),
        streams,
        customize);
}
